package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {

  @Test
  void aGpuThatIsNamedWinsOverTheOneThatIsAssigned() {
    assertThat(choice("cuda:3").gpu(OptionalInt.of(1))).isEqualTo(3);
  }

  @Test
  void otherwiseItIsTheAssignedOneOrTheFirst() {
    assertThat(choice("cuda").gpu(OptionalInt.of(1))).isEqualTo(1);
    assertThat(choice("auto").gpu(OptionalInt.of(1))).isEqualTo(1);
    assertThat(choice("cuda").gpu(OptionalInt.empty())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:x", "cpu:0", "cuda:1000"})
  void anythingElseIsNoDevice(String text) {
    assertThat(DeviceChoice.parse(text)).isEmpty();
  }

  private static DeviceChoice choice(String text) {
    return DeviceChoice.parse(text).orElseThrow();
  }
}

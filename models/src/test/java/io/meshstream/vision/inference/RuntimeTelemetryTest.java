package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeTelemetryTest {

  @Test
  void theRuntimeThatIsPinnedNeedsNoVariable() {
    String pinned = OrtEnvironment.class.getPackage().getImplementationVersion();

    assertThat(pinned).isNotNull();
    assertThat(RuntimeTelemetry.warning(pinned, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.29.0", "1.30.1-rc1", "2.0.0"})
  void aNewerRuntimeIsWarnedOf(String version) {
    assertThat(RuntimeTelemetry.warning(version, null))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith("ONNX Runtime: " + version + " (expected: ")
                    .contains("ORT_DISABLE_TELEMETRY=1"));
    assertThat(RuntimeTelemetry.warning(version, "0")).isPresent();
    assertThat(RuntimeTelemetry.warning(version, "1")).isEmpty();
  }

  @Test
  void whatHasNoVersionIsNotWarnedOf() {
    assertThat(RuntimeTelemetry.warning(null, null)).isEmpty();
    assertThat(RuntimeTelemetry.warning("nightly", null)).isEmpty();
  }
}

package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

  @ParameterizedTest
  @CsvSource({"127,1", "255,1", "256,2", "511,2", "512,4", "1023,4", "1024,8", "8000,8"})
  void asManySamplesAsTheInputHasAreLeft(float pixels, int reduction) {
    assertThat(Scale.AUTO.reduction(pixels, 128)).isEqualTo(reduction);
  }

  @Test
  void exactMeansEveryPixel() {
    assertThat(Scale.EXACT.reduction(8000, 128)).isEqualTo(1);
  }
}

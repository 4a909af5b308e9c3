package io.meshstream.vision.landmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.signals.CropQuality;
import java.nio.FloatBuffer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What is said of inputs that are painted for it. */
class CropMeterTest {
  private static final int SIDE = 192;
  private static final int MARGIN = SIDE / 6;

  /** The value of a pixel in a plane. */
  private interface Paint {
    float at(int plane, int x, int y);
  }

  @Test
  void oneColourIsAsBrightAsItsLumaAndNotSharpAtAll() {
    assertThat(measure((plane, x, y) -> 0.25f).brightness()).isEqualTo(0.25f, within(1e-5f));
    assertThat(measure((plane, x, y) -> plane == 0 ? 1 : 0).brightness())
        .isEqualTo(0.299f, within(1e-5f));
    assertThat(measure((plane, x, y) -> plane == 1 ? 1 : 0).brightness())
        .isEqualTo(0.587f, within(1e-5f));
    assertThat(measure((plane, x, y) -> plane == 2 ? 1 : 0).brightness())
        .isEqualTo(0.114f, within(1e-5f));
    assertThat(measure((plane, x, y) -> 0.25f).sharpness()).isEqualTo(0, within(1e-5f));
    assertThat(measure((plane, x, y) -> x / 1000f + y / 2000f).sharpness())
        .isEqualTo(0, within(1e-3f));
  }

  @Test
  void theSharpestPictureIsAChessboard() {
    CropQuality chessboard = measure((plane, x, y) -> (x + y) % 2);

    assertThat(chessboard.brightness()).isEqualTo(0.5f, within(1e-5f));
    assertThat(chessboard.sharpness())
        .isCloseTo(4f * 255 * 4 * 255, Percentage.withPercentage(0.001));
  }

  @Test
  void aPatternIsLessSharpTheCoarserItIs() {
    float before = Float.MAX_VALUE;
    for (int wavelength = 3; wavelength < 30; wavelength += 3) {
      double perPixel = 2 * Math.PI / wavelength;
      float now =
          measure((plane, x, y) -> (float) (0.5 + 0.4 * Math.sin(perPixel * x))).sharpness();
      assertThat(now).isLessThan(before).isPositive();
      before = now;
    }
  }

  @Test
  void whatIsAroundTheFaceDoesNotCount() {
    CropQuality framed = measure((plane, x, y) -> isInside(x) && isInside(y) ? 0.5f : (x + y) % 2);
    CropQuality inner = measure((plane, x, y) -> isInside(x) && isInside(y) ? (x + y) % 2 : 0.5f);

    assertThat(framed.brightness()).isEqualTo(0.5f, within(1e-5f));
    assertThat(framed.sharpness()).isLessThan(inner.sharpness() / 10);
    assertThat(inner.sharpness()).isGreaterThan(900_000);
  }

  private static boolean isInside(int place) {
    return place >= MARGIN && place < SIDE - MARGIN;
  }

  private static CropQuality measure(Paint paint) {
    FloatBuffer input = FloatBuffer.allocate(3 * SIDE * SIDE);
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          input.put(paint.at(plane, x, y));
        }
      }
    }
    return CropMeter.measure(input, SIDE);
  }
}

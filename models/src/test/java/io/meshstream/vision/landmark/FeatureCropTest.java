package io.meshstream.vision.landmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class FeatureCropTest {
  private static final int SIDE = FeatureCrop.SIDE;
  private static final int SOURCE = FeatureCrop.SOURCE_SIDE;
  private static final int START = 7;

  @Test
  void theIdentityCopiesTheUpperLeftCornerOfEveryMap() {
    FloatBuffer crop = crop((map, x, y) -> 10_000 * map + 100 * y + x, 1, 0, 0, 0, 1, 0);

    for (int map = 0; map < FeatureCrop.MAPS; map++) {
      for (int i = 0; i < SIDE * SIDE; i++) {
        assertThat(crop.get(START + map * SIDE * SIDE + i))
            .isEqualTo(10_000 * map + 100 * (i / SIDE) + i % SIDE);
      }
    }
  }

  /** Bilinear sampling has no error on a plane, so every sample tells where it was taken. */
  @Test
  void samplesAreTakenWhereTheTransformSaysWithPixelCentresAtHalves() {
    float xx = 1.7f;
    float xy = 0.4f;
    float x0 = 3.3f;
    float yx = -0.3f;
    float yy = 1.2f;
    float y0 = 9.1f;
    FloatBuffer xs = crop((map, x, y) -> x, xx, xy, x0, yx, yy, y0);
    FloatBuffer ys = crop((map, x, y) -> y, xx, xy, x0, yx, yy, y0);

    for (int i = 0; i < SIDE * SIDE; i++) {
      int column = i % SIDE;
      int row = i / SIDE;
      float x = column + 0.5f;
      float y = row + 0.5f;
      assertThat(xs.get(START + i)).isCloseTo(xx * x + xy * y + x0 - 0.5f, within(1e-4f));
      assertThat(ys.get(START + i)).isCloseTo(yx * x + yy * y + y0 - 0.5f, within(1e-4f));
    }
  }

  @Test
  void whatLiesBeyondTheOuterPixelCentresIsZero() {
    // The columns' samples are at -8, -4, ..., 44, 48, 52; the last pixel's centre is 47.
    FloatBuffer crop = crop((map, x, y) -> 1, 4, 0, -9.5f, 0, 1, 0);

    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        float x = 4 * column - 8;
        assertThat(crop.get(START + row * SIDE + column)).isEqualTo(x < 0 || x > 47 ? 0 : 1);
      }
    }
  }

  @Test
  void theLastPixelCentresAreInside() {
    FloatBuffer crop = crop((map, x, y) -> x + y, 1, 0, SOURCE - SIDE, 0, 1, SOURCE - SIDE);

    assertThat(crop.get(START + SIDE * SIDE - 1)).isEqualTo(2 * (SOURCE - 1));
  }

  @Test
  void aTransformThatIsNoNumberGivesNothing() {
    FloatBuffer crop = crop((map, x, y) -> 1, Float.NaN, 0, 0, 0, Float.POSITIVE_INFINITY, 0);

    for (int i = 0; i < FeatureCrop.LENGTH; i++) {
      assertThat(crop.get(START + i)).isZero();
    }
  }

  private interface Features {
    float at(int map, int x, int y);
  }

  private static FloatBuffer crop(
      Features features, float xx, float xy, float x0, float yx, float yy, float y0) {
    FloatBuffer source = FloatBuffer.allocate(FeatureCrop.MAPS * SOURCE * SOURCE);
    for (int i = 0; i < source.capacity(); i++) {
      source.put(i, features.at(i / (SOURCE * SOURCE), i % SOURCE, i / SOURCE % SOURCE));
    }
    FloatBuffer target = FloatBuffer.allocate(START + FeatureCrop.LENGTH);
    new FeatureCrop(source, target).fill(new RegionTransform(xx, xy, x0, yx, yy, y0), START);
    return target;
  }
}

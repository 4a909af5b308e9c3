package io.meshstream.vision.landmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import org.junit.jupiter.api.Test;

class HandLandmarkerTest {
  private static final float HALF_PI = (float) (Math.PI / 2);

  @Test
  void aPointOfTheCropIsTurnedWithItsRegion() {
    Region region = new Region(0.5f, 0.5f, 0.2f, 0.4f, HALF_PI);

    // The middle of the crop's upper edge.
    Landmarks points =
        HandLandmarker.projected(new float[] {112, 0, 22.4f}, region, /* width= */ 400, 200);

    assertThat(points.x(0)).isEqualTo(0.5f + 0.1f, within(1e-6f));
    assertThat(points.y(0)).isEqualTo(0.5f, within(1e-6f));
  }

  @Test
  void depthIsInTheUnitOfXAndALargerOneInTheModel() {
    Region region = new Region(0.5f, 0.5f, 0.2f, 0.4f, 0);

    Landmarks points =
        HandLandmarker.projected(new float[] {0, 0, 22.4f}, region, /* width= */ 400, 200);

    assertThat(points.z(0)).isEqualTo(0.1f / 0.4f * 0.2f, within(1e-6f));
  }

  @Test
  void metresAreTurnedButNeitherScaledNorShifted() {
    Landmarks points = HandLandmarker.turned(new float[] {0, -0.08f, 0.01f}, HALF_PI);

    assertThat(points.x(0)).isEqualTo(0.08f, within(1e-7f));
    assertThat(points.y(0)).isEqualTo(0, within(1e-7f));
    assertThat(points.z(0)).isEqualTo(0.01f);
  }
}

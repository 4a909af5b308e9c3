package io.meshstream.tools.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.tools.pictures.PictureSize;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FrameCostTest {

  private final Figures figures = Figures.measured();
  private final FrameCost cost = new FrameCost(figures);

  @Test
  void whatIsComputedIsNearWhatWasMeasured() {
    assertThat(figures.pictures()).hasSizeGreaterThanOrEqualTo(6);
    for (MeasuredPicture each : figures.pictures()) {
      assertThat(cost.trackingMillis(each.size(), each.bytes()))
          .as("tracking %s", each)
          .isCloseTo(each.trackingMillis(), Percentage.withPercentage(20));
      assertThat(cost.seekingMillis(each.size(), each.bytes()))
          .as("seeking %s", each)
          .isCloseTo(each.seekingMillis(), Percentage.withPercentage(20));
    }
  }

  @Test
  void moreFacesMoreDetectorRunsAndLargerPicturesCostMore() {
    PictureSize size = new PictureSize(1280, 720);
    double tracked = cost.millis(size, 90_000, 1, 1, 0);

    assertThat(cost.millis(size, 90_000, 2, 1, 0)).isGreaterThan(tracked);
    assertThat(cost.millis(size, 90_000, 1, 1, 0.5)).isGreaterThan(tracked);
    assertThat(cost.millis(size, 300_000, 1, 1, 0)).isGreaterThan(tracked);
    assertThat(cost.millis(size, 90_000, 1, 2, 0)).isGreaterThan(tracked);
    assertThat(cost.millis(size, 90_000, 0, 2, 0)).isEqualTo(cost.millis(size, 90_000, 0, 1, 0));
    assertThat(cost.millis(new PictureSize(1920, 1080), 90_000, 1, 1, 0)).isGreaterThan(tracked);
    assertThat(cost.millis(size, 90_000, 0, 1, 1))
        .isPositive()
        .isLessThan(cost.millis(size, 90_000, 1, 1, 1));
  }

  @Test
  void aPlaneThroughPointsOfAPlaneIsThatPlane() {
    PlaneFit fit =
        PlaneFit.of(
            List.of(
                new PlaneFit.Point(0, 0, 2),
                new PlaneFit.Point(1, 0, 5),
                new PlaneFit.Point(0, 1, 6),
                new PlaneFit.Point(2, 3, 20)));

    assertThat(fit.base()).isCloseTo(2, within(1e-9));
    assertThat(fit.perX()).isCloseTo(3, within(1e-9));
    assertThat(fit.perY()).isCloseTo(4, within(1e-9));
  }

  @Test
  void eachFigureSaysItsUnitAndWhatMeasuredIt() {
    assertThat(figures.all())
        .allSatisfy(
            figure -> {
              assertThat(figure.value()).as(figure.name()).isPositive();
              assertThat(figure.unit()).as(figure.name()).isNotBlank();
              assertThat(figure.command()).as(figure.name()).isNotBlank();
            });
  }
}

package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.smoothing.Smoothing;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Smoothing in the tracking loop, with the real models. */
class SmoothingRefinementTest {
  private static final Picture HEAD = Crops.of(Portrait.picture(), new PixelArea(96, 0, 256, 256));

  /** The same head, some pixels further to the left. */
  private static final Picture MOVED =
      Crops.of(Portrait.picture(), new PixelArea(100, 0, 256, 256));

  private static final Picture EMPTY = Picture.grey(new byte[256 * 256], 256, 256);

  @AutoClose private static final ModelSet models = ModelSet.open();

  @Test
  void landmarksLagAndTheNextRegionDoesNot() throws Exception {
    TaskStep rough = second(task(Smoothing.none(), 1), HEAD, MOVED);
    TaskStep smooth = second(task(Smoothing.oneEuro(), 1), HEAD, MOVED);

    float from = first(HEAD, 1).result().faces().get(0).landmarks().x(1);
    float to = rough.result().faces().get(0).landmarks().x(1);
    float between = smooth.result().faces().get(0).landmarks().x(1);
    assertThat(between).isStrictlyBetween(to, from);
    assertThat(smooth.state().tracks()).map(Track::region).isEqualTo(regions(rough));
    assertThat(rough.state().tracks().get(0).filter()).isEmpty();
  }

  @Test
  void eachFaceHasAFilterOfItsOwn() throws Exception {
    Picture pair = Crops.tiled(Portrait.picture(), new PixelArea(96, 0, 256, 256), 2);
    Picture movedPair = Crops.tiled(Portrait.picture(), new PixelArea(100, 0, 256, 256), 2);

    TaskStep rough = second(task(Smoothing.none(), 2), pair, movedPair);
    TaskStep smooth = second(task(Smoothing.oneEuro(), 2), pair, movedPair);

    assertThat(smooth.result().faces()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Face face = smooth.result().faces().get(i);
      assertThat(face.landmarks().x(1))
          .isGreaterThan(rough.result().faces().get(i).landmarks().x(1));
      assertThat(smooth.state().tracks().get(i).filter().orElseThrow().smoothed())
          .isEqualTo(face.landmarks());
    }
  }

  @Test
  void aFaceThatWasLostIsNotDrawnToWhereItWas() throws Exception {
    Task smooth = task(Smoothing.oneEuro(), 1);
    TaskStep lost = smooth.step(first(HEAD, 1).state(), frame(EMPTY, 2));

    TaskStep back = smooth.step(lost.state(), frame(MOVED, 3));

    assertThat(back.result().faces().get(0).landmarks())
        .isEqualTo(
            task(Smoothing.none(), 1)
                .step(TaskState.initial(), frame(MOVED, 3))
                .result()
                .faces()
                .get(0)
                .landmarks());
  }

  @Test
  void picturesThatStandAloneAreNotSmoothed() throws Exception {
    TaskSettings settings =
        settings(Smoothing.oneEuro(), 1)
            .withTracking(TrackingOptions.defaults().withStaticImages(true));

    TaskStep step = second(TaskCatalog.task(settings, models), HEAD, MOVED);

    assertThat(step.state().tracks().get(0).filter()).isEmpty();
  }

  private static TaskStep first(Picture picture, int faces) throws Exception {
    return task(Smoothing.oneEuro(), faces).step(TaskState.initial(), frame(picture, 1));
  }

  private static TaskStep second(Task task, Picture one, Picture other) throws Exception {
    return task.step(task.step(TaskState.initial(), frame(one, 1)).state(), frame(other, 2));
  }

  private static List<Region> regions(TaskStep step) {
    return step.state().tracks().stream().map(Track::region).toList();
  }

  private static Frame frame(Picture picture, int number) {
    return new Frame(Frame.of(picture).picture(), 40_000L * number);
  }

  private static Task task(Smoothing smoothing, int faces) {
    return TaskCatalog.task(settings(smoothing, faces), models);
  }

  private static TaskSettings settings(Smoothing smoothing, int faces) {
    return TaskSettings.of(TaskKind.FACE_MESH)
        .withTracking(TrackingOptions.defaults().withMaxFaces(faces))
        .withLandmarks(LandmarkOptions.defaults().withSmoothing(smoothing));
  }
}

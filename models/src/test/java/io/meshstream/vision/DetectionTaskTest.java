package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.inference.RunCount;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DetectionTaskTest {
  private static final TaskSettings DEFAULTS = TaskSettings.of(TaskKind.FACE_DETECTION);
  private static final Frame PORTRAIT = Frame.of(Portrait.picture());
  private static final Frame PAIR =
      Frame.of(Crops.tiled(Portrait.picture(), new PixelArea(96, 0, 256, 256), 2));

  @AutoClose private static final ModelSet models = ModelSet.open();

  @Test
  void everyDetectionIsAFaceWithoutLandmarks() throws Exception {
    TaskResult result = task(DEFAULTS).step(TaskState.initial(), PAIR).result();

    List<Detection> found = result.detections().orElseThrow();
    assertThat(found).hasSize(2);
    assertThat(result.faces()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Face face = result.faces().get(i);
      assertThat(face.detection()).contains(found.get(i));
      assertThat(face.presence()).isEqualTo(found.get(i).score());
      assertThat(face.landmarks().count()).isZero();
    }
  }

  @Test
  void aFacesRegionIsTheOneThatItsLandmarksWouldBeReadFrom() throws Exception {
    TaskSettings openCv = DEFAULTS.withSampling(Sampling.OPENCV);
    Region region = onlyFace(task(openCv).step(TaskState.initial(), PORTRAIT)).region();

    TaskSettings mesh = TaskSettings.of(TaskKind.FACE_MESH).withSampling(Sampling.OPENCV);
    assertThat(region).isEqualTo(onlyFace(task(mesh).step(TaskState.initial(), PORTRAIT)).region());
  }

  @Test
  void everyFrameIsDetectedAnewAndNoTrackIdIsUsedTwice() throws Exception {
    Task task = task(DEFAULTS);
    TaskStep first = task.step(TaskState.startingAt(65), new Frame(PORTRAIT.picture(), 7));
    TaskStep second = task.step(first.state(), PORTRAIT);

    assertThat(onlyFace(first).trackId()).isEqualTo(65);
    assertThat(first.state()).isEqualTo(new TaskState(List.of(), 66, 7));
    assertThat(onlyFace(second).trackId()).isEqualTo(66);
    assertThat(second.result().detections()).isEqualTo(first.result().detections());
  }

  @Test
  void whatWasTrackedBeforeIsLetGo() throws Exception {
    TaskState tracked =
        TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models)
            .step(TaskState.initial(), PORTRAIT)
            .state();

    TaskStep step = task(DEFAULTS).step(tracked, PORTRAIT);

    assertThat(onlyFace(step).trackId()).isEqualTo(2);
    assertThat(step.state().tracks()).isEmpty();
  }

  @Test
  void aPictureWithoutAFaceHasNone() throws Exception {
    Frame empty = Frame.of(Picture.grey(new byte[320 * 240], 320, 240));
    TaskResult result = task(DEFAULTS).step(TaskState.initial(), empty).result();

    assertThat(result.faces()).isEmpty();
    assertThat(result.detections()).contains(List.of());
  }

  @Test
  void onlyTheDetectorsModelIsLoaded() throws Exception {
    try (ModelSet fresh = ModelSet.open()) {
      Task task = TaskCatalog.task(DEFAULTS, fresh);
      TaskStep unused = task.step(TaskState.initial(), PORTRAIT);

      assertThat(fresh.runs()).isEqualTo(new ModelRuns(new RunCount(1, 1), new RunCount(0, 0)));
      assertThat(task.models().toString()).matches("[0-9a-f]{12}");
    }
  }

  @Test
  void theDetectorIsTheOneAskedFor() {
    DetectionOptions fullRange = DetectionOptions.defaults().withDetector(DetectorModel.FULL_RANGE);

    assertThat(task(DEFAULTS.withDetection(fullRange)).models())
        .isNotEqualTo(task(DEFAULTS).models());
  }

  private static Task task(TaskSettings settings) {
    return TaskCatalog.task(settings, models);
  }

  private static Face onlyFace(TaskStep step) {
    assertThat(step.result().faces()).hasSize(1);
    return step.result().faces().get(0);
  }
}

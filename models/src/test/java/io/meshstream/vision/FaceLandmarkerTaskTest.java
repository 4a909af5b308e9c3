package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What MediaPipe Tasks' Face Landmarker makes of the portrait, bundle float16/1, image mode. */
class FaceLandmarkerTaskTest {
  private static final TaskSettings SETTINGS =
      TaskSettings.of(TaskKind.FACE_LANDMARKER).withSampling(Sampling.OPENCV);
  private static final TaskSettings WITH_BLENDSHAPES =
      SETTINGS.withLandmarks(
          LandmarkOptions.defaults().withDetails(Set.of(FaceDetail.BLENDSHAPES)));
  private static final Frame PORTRAIT = Frame.of(Portrait.picture());
  private static final Frame EMPTY = Frame.of(Picture.grey(new byte[320 * 240], 320, 240));

  @AutoClose private static final ModelSet models = ModelSet.open();

  @Test
  void thePortraitsLandmarksAreThoseOfMediaPipeTasks() throws Exception {
    Face face = onlyFace(task(SETTINGS).step(TaskState.initial(), PORTRAIT));

    Landmarks landmarks = face.landmarks();
    assertThat(landmarks.count()).isEqualTo(478);
    assertPoint(landmarks, 1, 0.436582f, 0.255967f, -0.044660f);
    assertPoint(landmarks, 33, 0.381410f, 0.196440f, 0.008245f);
    assertPoint(landmarks, 263, 0.498662f, 0.202712f, 0.006748f);
    assertPoint(landmarks, 468, 0.397393f, 0.197509f, 0.000116f);
    assertPoint(landmarks, 473, 0.480519f, 0.202194f, -0.000243f);
    assertThat(face.details()).isEqualTo(FaceDetails.none());
  }

  @Test
  void thePortraitsBlendshapesAreThoseOfMediaPipeTasks() throws Exception {
    Face face = onlyFace(task(WITH_BLENDSHAPES).step(TaskState.initial(), PORTRAIT));

    Blendshapes blendshapes = face.details().blendshapes().orElseThrow();
    assertThat(score(blendshapes, "mouthSmileRight")).isCloseTo(0.9043f, within(5e-4f));
    assertThat(score(blendshapes, "mouthSmileLeft")).isCloseTo(0.8992f, within(5e-4f));
  }

  @Test
  void theModelOfBlendshapesIsNamedWhereItRuns() {
    ModelIds without = task(SETTINGS).models();
    ModelIds with = task(WITH_BLENDSHAPES).models();

    assertThat(without.hashes()).hasSize(2);
    assertThat(with.hashes()).hasSize(3).startsWith(without.hashes().toArray(new String[0]));
  }

  @Test
  void blendshapesAreNotForTheFaceMesh() throws Exception {
    TaskSettings mesh = WITH_BLENDSHAPES.withKind(TaskKind.FACE_MESH);

    Face face = onlyFace(task(mesh).step(TaskState.initial(), PORTRAIT));

    assertThat(face.details().blendshapes()).isEmpty();
  }

  @Test
  void aFaceThatIsDetectedAnewInEveryFrameKeepsItsIdAndIsReadWhereItWasDetected() throws Exception {
    Task task = task(SETTINGS.withTracking(TrackingOptions.defaults().withMaxFaces(2)));
    TaskStep first = task.step(TaskState.initial(), PORTRAIT);
    TaskStep second = task.step(first.state(), PORTRAIT);

    assertThat(second.result().detections()).isPresent();
    assertThat(onlyFace(second)).isEqualTo(onlyFace(first));
  }

  @Test
  void aFaceOfOneTaskIsTrackedOnByTheOther() throws Exception {
    Task mesh = task(SETTINGS.withKind(TaskKind.FACE_MESH));
    TaskStep first = mesh.step(TaskState.initial(), PORTRAIT);
    TaskStep second = task(SETTINGS).step(first.state(), PORTRAIT);

    assertThat(second.result().detections()).isEmpty();
    assertThat(onlyFace(second).trackId()).isEqualTo(onlyFace(first).trackId());
  }

  @Test
  void aPictureWithoutFacesHasNone() throws Exception {
    assertThat(task(WITH_BLENDSHAPES).step(TaskState.initial(), EMPTY).result().faces()).isEmpty();
  }

  @Test
  void theThresholdIsTheDetectorsUnlessOneIsWanted() {
    DetectionOptions options = DetectionOptions.defaults();

    assertThat(options.minConfidence()).isEqualTo(0.5);
    assertThat(options.withDetector(DetectorModel.FULL_RANGE).minConfidence()).isEqualTo(0.6);
    assertThat(options.withDetector(DetectorModel.FULL_RANGE_DENSE).minConfidence()).isEqualTo(0.6);
    assertThat(
            options.withMinConfidence(0.5).withDetector(DetectorModel.FULL_RANGE).minConfidence())
        .isEqualTo(0.5);
  }

  private static Task task(TaskSettings settings) {
    return TaskCatalog.task(settings, models);
  }

  private static Face onlyFace(TaskStep step) {
    assertThat(step.result().faces()).hasSize(1);
    return step.result().faces().get(0);
  }

  private static float score(Blendshapes blendshapes, String name) {
    return blendshapes.score(Blendshapes.names().indexOf(name));
  }

  private static void assertPoint(Landmarks landmarks, int point, float x, float y, float z) {
    assertThat(landmarks.x(point)).isCloseTo(x, within(1e-5f));
    assertThat(landmarks.y(point)).isCloseTo(y, within(1e-5f));
    assertThat(landmarks.z(point)).isCloseTo(z, within(1e-5f));
  }
}

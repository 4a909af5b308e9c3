package io.meshstream.vision.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.Frame;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.pose.PoseMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the places of heads against MediaPipe's own, of the legacy package's face geometry and
 * of FaceLandmarker. The set is not part of the project; {@code MESHSTREAM_GOLDEN} names its
 * folder.
 */
@EnabledIfEnvironmentVariable(
    named = "MESHSTREAM_GOLDEN",
    matches = ".+",
    disabledReason = "MESHSTREAM_GOLDEN does not name a folder with the golden reference set")
class PoseGoldenTest {
  private static final double TRANSLATION = 0.001;
  private static final double DEGREES = 0.05;

  /** From MediaPipe's own landmarks, which have six decimals. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "stills.mesh468",
        "head-yaw.mesh468",
        "sign-help.mesh468",
        "sign-learn.mesh468",
        "sign-walk.mesh468",
        "two-heads.mesh468",
        "thumb.mesh468",
        "thumb-cut.mesh468",
        "stills.landmarker",
        "head-yaw.landmarker",
        "sign-help.landmarker",
        "sign-walk.landmarker",
        "two-heads.landmarker",
        "thumb.landmarker",
        "thumb-cut.landmarker"
      })
  void fromTheSameLandmarksComesMediaPipesPose(String name) throws Exception {
    PoseDifference difference = new PoseDifference();
    FaceGeometrySolver solver = new FaceGeometrySolver(PerspectiveCamera.mediaPipe());
    for (GoldenFrame frame : GoldenSet.read(folder(), name).frames()) {
      for (int i = 0; i < frame.poses().size(); i++) {
        difference.add(
            frame.poses().get(i),
            solver.solve(frame.faces().get(i), frame.width(), frame.height()).orElseThrow().pose());
      }
    }
    System.out.println(name + ", same landmarks: " + difference);
    assertThat(difference.faces()).isPositive();
    assertThat(difference.worstTranslation()).as(difference.toString()).isLessThan(TRANSLATION);
    assertThat(difference.worstAngle()).as(difference.toString()).isLessThan(DEGREES);
  }

  /**
   * Through detector, landmark model and tracking. The face landmarker's tracking multiplies the
   * last digits of each frame's landmarks by more than the face mesh's, so heads that it tracks
   * turn by more.
   */
  @ParameterizedTest
  @CsvSource({
    "stills.mesh468, 0.05",
    "head-yaw.mesh468, 0.05",
    "sign-help.mesh468, 0.05",
    "sign-learn.mesh468, 0.05",
    "sign-walk.mesh468, 0.05",
    "two-heads.mesh468, 0.05",
    "stills.landmarker, 0.005",
    "head-yaw.landmarker, 0.1",
    "sign-help.landmarker, 0.05",
    "sign-walk.landmarker, 0.1",
    "two-heads.landmarker, 0.1",
    "thumb.landmarker, 0.1",
    "thumb-cut.landmarker, 0.05"
  })
  void fromTheSamePicturesComesMediaPipesPose(String name, double degrees) throws Exception {
    GoldenSet golden = GoldenSet.read(folder(), name);
    PoseDifference difference = new PoseDifference();
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    try (ModelSet models = ModelSet.open()) {
      TaskSettings settings =
          name.endsWith(".landmarker")
              ? golden.faceLandmarker()
              : golden.faceMesh(golden.maxFaces());
      LandmarkOptions landmarks = settings.landmarks().withDetails(Set.of(FaceDetail.POSE));
      Task task = TaskCatalog.task(settings.withLandmarks(landmarks), models);
      TaskState state = TaskState.initial();
      for (int at = 0; at < golden.frames().size(); at++) {
        GoldenFrame frame = golden.frames().get(at);
        try (PictureSource picture = decoder.open(Files.readAllBytes(frame.file()))) {
          TaskStep step = task.step(state, new Frame(picture, golden.capturedAtMicros(at)));
          state = step.state();
          List<PoseMatrix> actual =
              step.result().faces().stream().map(PoseGoldenTest::pose).toList();
          for (PoseMatrix expected : frame.poses()) {
            difference.add(expected, nearest(expected, actual));
          }
        }
      }
    }
    System.out.println(name + ", same pictures: " + difference);
    assertThat(difference.medianTranslation()).as(difference.toString()).isLessThan(TRANSLATION);
    assertThat(difference.medianAngle()).as(difference.toString()).isLessThan(degrees);
  }

  private static PoseMatrix pose(Face face) {
    return face.details().geometry().orElseThrow().pose().orElseThrow();
  }

  private static PoseMatrix nearest(PoseMatrix expected, List<PoseMatrix> actual) {
    return actual.stream()
        .min(
            Comparator.comparingDouble(
                each ->
                    Math.hypot(
                        each.get(0, 3) - expected.get(0, 3), each.get(1, 3) - expected.get(1, 3))))
        .orElseThrow();
  }

  private static Path folder() {
    return Path.of(System.getenv("MESHSTREAM_GOLDEN"));
  }
}

package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaceMeshTest {
  private static final FaceMeshOptions OPENCV =
      FaceMeshOptions.defaults().withSampling(Sampling.OPENCV);
  private static final Picture PORTRAIT = Portrait.picture();
  private static final Picture EMPTY = Picture.grey(new byte[320 * 240], 320, 240);

  private static FaceModels models;

  @BeforeAll
  static void loadModels() {
    models = FaceModels.open();
  }

  @AfterAll
  static void closeModels() {
    models.close();
  }

  @Test
  void thePortraitIsDetectedAsInTheWorkedExample() {
    Step step = mesh(OPENCV).step(TrackingState.initial(), PORTRAIT);

    List<Detection> found = step.result().detections().orElseThrow();
    assertThat(found).hasSize(1);
    assertDetection(found.get(0), WorkedExample.at("/short_range_detector/detections_in_image/0"));
  }

  @Test
  void thePortraitsMeshIsThatOfTheWorkedExample() {
    Step first = mesh(OPENCV).step(TrackingState.initial(), PORTRAIT);
    Face face = first.result().faces().get(0);

    assertRegion(face.region(), WorkedExample.region("/roi_from_detection/square_long_true"));
    assertThat((double) face.presence())
        .isCloseTo(
            WorkedExample.at("/face_landmark_2021_10/frame0/presence").asDouble(), within(1e-6));
    JsonNode points = WorkedExample.at("/face_landmark_2021_10/frame0/landmarks");
    assertThat(face.landmarks().count()).isEqualTo(points.size());
    for (int i = 0; i < points.size(); i++) {
      assertLandmark(face.landmarks(), i, points.get(i));
    }
    assertRegion(
        first.state().faces().get(0).region(),
        WorkedExample.region("/face_landmark_2021_10/frame0/next_roi"));
  }

  @Test
  void theNextFrameIsTrackedAsInTheWorkedExampleWithoutTheDetector() {
    FaceMesh faceMesh = mesh(OPENCV);
    Step first = faceMesh.step(TrackingState.initial(), PORTRAIT);
    Step second = faceMesh.step(first.state(), PORTRAIT);

    assertThat(second.result().detections()).isEmpty();
    assertRegion(
        second.state().faces().get(0).region(),
        WorkedExample.region("/face_landmark_2021_10/frame1_same_image_tracked/next_roi"));
    Landmarks landmarks = second.result().faces().get(0).landmarks();
    WorkedExample.at("/face_landmark_2021_10/frame1_same_image_tracked/landmarks_subset")
        .properties()
        .forEach(
            point -> assertLandmark(landmarks, Integer.parseInt(point.getKey()), point.getValue()));
  }

  @Test
  void theFullRangeDetectorFindsThePortraitAsInTheWorkedExample() {
    Step step =
        mesh(OPENCV.withDetector(DetectorModel.FULL_RANGE)).step(TrackingState.initial(), PORTRAIT);

    Detection found = step.result().detections().orElseThrow().get(0);
    JsonNode expected = WorkedExample.at("/full_range_dense_detector/0");
    assertThat(found.score()).isCloseTo((float) expected.get("score").asDouble(), within(1e-4f));
    assertThat(found.box().xMin())
        .isCloseTo((float) expected.get("box").get(0).asDouble(), within(5e-5f));
    assertThat(found.rightEye().x())
        .isCloseTo((float) expected.at("/keypoints/0/0").asDouble(), within(5e-5f));
  }

  @Test
  void theTwoConventionsDifferByLessThanTwoPixels() {
    Landmarks texture = onlyFace(mesh(FaceMeshOptions.defaults()));
    Landmarks openCv = onlyFace(mesh(OPENCV));

    double worst = 0;
    for (int i = 0; i < texture.count(); i++) {
      worst =
          Math.max(worst, 512 * Math.hypot(texture.x(i) - openCv.x(i), texture.y(i) - openCv.y(i)));
    }
    assertThat(worst).isBetween(0.1, 2.0);
  }

  @Test
  void aFaceKeepsItsIdWhileItIsTracked() {
    FaceMesh faceMesh = mesh(FaceMeshOptions.defaults());
    TrackingState state = TrackingState.initial();
    for (int frame = 0; frame < 5; frame++) {
      Step step = faceMesh.step(state, PORTRAIT);
      assertThat(step.result().faces()).extracting(Face::trackId).containsExactly(1L);
      state = step.state();
    }
  }

  @Test
  void aFaceKeepsItsIdWhenTheDetectorFindsItAnewInEveryFrame() {
    FaceMesh faceMesh = mesh(FaceMeshOptions.defaults().withMaxFaces(2));
    TrackingState state = TrackingState.initial();
    for (int frame = 0; frame < 5; frame++) {
      Step step = faceMesh.step(state, PORTRAIT);
      assertThat(step.result().detections()).isPresent();
      assertThat(step.result().faces()).extracting(Face::trackId).containsExactly(1L);
      state = step.state();
    }
  }

  @Test
  void aLostFaceCostsOneFrameAndComesBackUnderANewId() {
    FaceMesh faceMesh = mesh(FaceMeshOptions.defaults());
    Step seen = faceMesh.step(TrackingState.initial(), PORTRAIT);
    Step lost = faceMesh.step(seen.state(), EMPTY);
    Step back = faceMesh.step(lost.state(), PORTRAIT);

    assertThat(lost.result().detections()).isEmpty();
    assertThat(lost.result().faces()).isEmpty();
    assertThat(lost.state()).isEqualTo(new TrackingState(List.of(), 2));
    assertThat(back.result().detections()).isPresent();
    assertThat(back.result().faces()).extracting(Face::trackId).containsExactly(2L);
  }

  @Test
  void withStaticImagesEveryFaceIsDetectedAndNew() {
    FaceMesh faceMesh = mesh(FaceMeshOptions.defaults().withStaticImages(true));
    Step first = faceMesh.step(TrackingState.initial(), PORTRAIT);
    Step second = faceMesh.step(first.state(), PORTRAIT);

    assertThat(second.result().detections()).isPresent();
    assertThat(second.result().faces().get(0).landmarks())
        .isEqualTo(first.result().faces().get(0).landmarks());
    assertThat(second.result().faces()).extracting(Face::trackId).containsExactly(2L);
  }

  @Test
  void twoFacesAreTrackedApart() {
    Picture pair = sideBySide();
    FaceMesh faceMesh = mesh(FaceMeshOptions.defaults().withMaxFaces(2));
    Step first = faceMesh.step(TrackingState.initial(), pair);
    Step second = faceMesh.step(first.state(), pair);

    assertThat(first.result().faces()).extracting(Face::trackId).containsExactly(1L, 2L);
    assertThat(second.result().detections()).isEmpty();
    assertThat(second.result().faces()).extracting(Face::trackId).containsExactly(1L, 2L);
  }

  @Test
  void onlyAsManyNewFacesAreTakenAsAreSought() {
    Step step = mesh(FaceMeshOptions.defaults()).step(TrackingState.initial(), sideBySide());

    assertThat(step.result().detections().orElseThrow()).hasSize(2);
    assertThat(step.result().faces()).hasSize(1);
  }

  @Test
  void aPresenceThatOnlyEqualsTheThresholdIsNotEnough() {
    FaceMesh strict = mesh(FaceMeshOptions.defaults().withConfidences(0.5, 1));
    assertThat(strict.step(TrackingState.initial(), PORTRAIT).result().faces()).isEmpty();
  }

  @Test
  void aTurnedViewGivesTheSameMeshAsAnUprightPicture() {
    Picture lying = PORTRAIT.turned(QuarterTurn.COUNTER_CLOCKWISE);
    Picture upright = Crops.of(lying, PixelArea.ofPicture(512, 512)).turned(QuarterTurn.CLOCKWISE);
    FaceMesh faceMesh = mesh(FaceMeshOptions.defaults());

    assertThat(faceMesh.step(TrackingState.initial(), upright))
        .isEqualTo(faceMesh.step(TrackingState.initial(), PORTRAIT));
  }

  @Test
  void aTrackedRegionThatLeftThePictureIsLostQuietly() {
    TrackedFace away = new TrackedFace(1, new Region(40, -40, 0.3f, 0.3f, 0.1f));
    TrackedFace broken = new TrackedFace(2, new Region(Float.NaN, 0, Float.NaN, 1, Float.NaN));
    TrackedFace empty = new TrackedFace(3, new Region(0.5f, 0.5f, 0, 0, 0));
    for (TrackedFace face : List.of(away, broken, empty)) {
      Step step =
          mesh(FaceMeshOptions.defaults()).step(new TrackingState(List.of(face), 4), PORTRAIT);
      assertThat(step.result().faces()).isEmpty();
    }
  }

  @Test
  void theSmallestPictureHasNoFace() {
    Picture dot = Picture.rgb(new byte[3], 1, 1);
    assertThat(mesh(OPENCV).step(TrackingState.initial(), dot).result().faces()).isEmpty();
    assertThat(mesh(FaceMeshOptions.defaults()).step(TrackingState.initial(), dot).result().faces())
        .isEmpty();
  }

  @Test
  void manyThreadsGetWhatOneThreadGets() throws Exception {
    FaceMesh faceMesh = mesh(FaceMeshOptions.defaults());
    Step alone = faceMesh.step(TrackingState.initial(), PORTRAIT);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Step> frame = () -> faceMesh.step(TrackingState.initial(), PORTRAIT);
      List<Callable<Step>> frames = IntStream.range(0, 40).mapToObj(i -> frame).toList();
      for (Future<Step> step : pool.invokeAll(frames)) {
        assertThat(step.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theModelIdNamesBothFilesByContent() {
    String shortRange = mesh(FaceMeshOptions.defaults()).modelId();
    String fullRange =
        mesh(FaceMeshOptions.defaults().withDetector(DetectorModel.FULL_RANGE)).modelId();

    assertThat(shortRange).matches("[0-9a-f]{12}-[0-9a-f]{12}").isNotEqualTo(fullRange);
    assertThat(shortRange.substring(13)).isEqualTo(fullRange.substring(13));
  }

  private static FaceMesh mesh(FaceMeshOptions options) {
    return new FaceMesh(models, options);
  }

  private static Landmarks onlyFace(FaceMesh faceMesh) {
    return faceMesh.step(TrackingState.initial(), PORTRAIT).result().faces().get(0).landmarks();
  }

  /** The portrait's head twice, 512 x 256. */
  private static Picture sideBySide() {
    return Crops.tiled(PORTRAIT, new PixelArea(96, 0, 256, 256), 2);
  }

  private static void assertDetection(Detection actual, JsonNode expected) {
    assertThat(actual.score()).isCloseTo((float) expected.get("score").asDouble(), within(1e-4f));
    assertThat(actual.box().xMin()).isCloseTo(WorkedExample.box(expected).xMin(), within(5e-5f));
    assertThat(actual.box().yMin()).isCloseTo(WorkedExample.box(expected).yMin(), within(5e-5f));
    assertThat(actual.box().width()).isCloseTo(WorkedExample.box(expected).width(), within(5e-5f));
    for (int k = 0; k < Detection.KEYPOINTS; k++) {
      assertThat(actual.keypoints().get(k).x())
          .isCloseTo((float) expected.at("/keypoints/" + k + "/0").asDouble(), within(5e-5f));
      assertThat(actual.keypoints().get(k).y())
          .isCloseTo((float) expected.at("/keypoints/" + k + "/1").asDouble(), within(5e-5f));
    }
  }

  private static void assertLandmark(Landmarks landmarks, int id, JsonNode expected) {
    assertThat(landmarks.x(id))
        .as("x of landmark %d", id)
        .isCloseTo((float) expected.get(0).asDouble(), within(5e-5f));
    assertThat(landmarks.y(id))
        .as("y of landmark %d", id)
        .isCloseTo((float) expected.get(1).asDouble(), within(5e-5f));
    assertThat(landmarks.z(id))
        .as("z of landmark %d", id)
        .isCloseTo((float) expected.get(2).asDouble(), within(5e-5f));
  }

  private static void assertRegion(Region actual, Region expected) {
    assertThat(actual.centerX()).isCloseTo(expected.centerX(), within(5e-5f));
    assertThat(actual.centerY()).isCloseTo(expected.centerY(), within(5e-5f));
    assertThat(actual.width()).isCloseTo(expected.width(), within(5e-5f));
    assertThat(actual.height()).isCloseTo(expected.height(), within(5e-5f));
    assertThat(actual.rotation()).isCloseTo(expected.rotation(), within(2e-4f));
  }
}

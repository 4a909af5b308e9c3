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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TrackingTaskTest {
  private static final TaskSettings DEFAULTS = TaskSettings.of(TaskKind.FACE_MESH);
  private static final TaskSettings OPENCV = DEFAULTS.withSampling(Sampling.OPENCV);
  private static final Frame PORTRAIT = Frame.of(Portrait.picture());
  private static final Frame EMPTY = Frame.of(Picture.grey(new byte[320 * 240], 320, 240));

  private static final TrackingOptions TRACKING = TrackingOptions.defaults();
  private static final DetectionOptions FULL_RANGE_DENSE =
      DetectionOptions.defaults().withDetector(DetectorModel.FULL_RANGE_DENSE);

  @AutoClose private static final ModelSet models = ModelSet.open();

  @Test
  void thePortraitIsDetectedAsInTheWorkedExample() throws Exception {
    TaskStep step = task(OPENCV).step(TaskState.initial(), PORTRAIT);

    List<Detection> found = step.result().detections().orElseThrow();
    assertThat(found).hasSize(1);
    assertDetection(found.get(0), WorkedExample.at("/short_range_detector/detections_in_image/0"));
  }

  @Test
  void thePortraitsMeshIsThatOfTheWorkedExample() throws Exception {
    TaskStep first = task(OPENCV).step(TaskState.initial(), PORTRAIT);
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
        first.state().tracks().get(0).region(),
        WorkedExample.region("/face_landmark_2021_10/frame0/next_roi"));
  }

  @Test
  void theNextFrameIsTrackedAsInTheWorkedExampleWithoutTheDetector() throws Exception {
    Task task = task(OPENCV);
    TaskStep first = task.step(TaskState.initial(), PORTRAIT);
    TaskStep second = task.step(first.state(), PORTRAIT);

    assertThat(second.result().detections()).isEmpty();
    assertRegion(
        second.state().tracks().get(0).region(),
        WorkedExample.region("/face_landmark_2021_10/frame1_same_image_tracked/next_roi"));
    Landmarks landmarks = second.result().faces().get(0).landmarks();
    WorkedExample.at("/face_landmark_2021_10/frame1_same_image_tracked/landmarks_subset")
        .properties()
        .forEach(
            point -> assertLandmark(landmarks, Integer.parseInt(point.getKey()), point.getValue()));
  }

  @Test
  void theAttentionMeshTracksThePortraitAsInTheWorkedExample() throws Exception {
    Task task = task(OPENCV.withLandmarks(LandmarkOptions.defaults().withRefined(true)));
    TaskStep first = task.step(TaskState.initial(), PORTRAIT);
    TaskStep second = task.step(first.state(), PORTRAIT);

    String example = "/face_landmark_with_attention/";
    assertRegion(
        first.state().tracks().get(0).region(), WorkedExample.region(example + "frame0/next_roi"));
    assertRegion(
        second.state().tracks().get(0).region(),
        WorkedExample.region(example + "frame1_same_image_tracked/next_roi"));
    Landmarks landmarks = second.result().faces().get(0).landmarks();
    WorkedExample.at(example + "frame1_same_image_tracked/landmarks_subset")
        .properties()
        .forEach(
            point -> assertLandmark(landmarks, Integer.parseInt(point.getKey()), point.getValue()));
  }

  /** Refining is how a face is read, not which face it is. */
  @Test
  void aFaceKeepsItsTrackWhenItsLandmarksAreRefinedFromOneFrameOnAndWhenNoLonger()
      throws Exception {
    Task plain = task(DEFAULTS);
    Task refined = task(DEFAULTS.withLandmarks(LandmarkOptions.defaults().withRefined(true)));

    TaskStep first = plain.step(TaskState.initial(), PORTRAIT);
    TaskStep second = refined.step(first.state(), PORTRAIT);
    TaskStep third = plain.step(second.state(), PORTRAIT);

    assertThat(Stream.of(first, second, third).map(step -> step.result().faces().get(0).trackId()))
        .containsOnly(1L);
    assertThat(
            Stream.of(first, second, third)
                .map(step -> step.result().faces().get(0).landmarks().count()))
        .containsExactly(468, 478, 468);
    assertThat(second.result().detections()).isEmpty();
    assertThat(third.result().detections()).isEmpty();
  }

  @Test
  void theModelsOfTheAttentionMeshAreNamedByTheirContent() {
    ModelIds plain = task(DEFAULTS).models();
    ModelIds refined =
        task(DEFAULTS.withLandmarks(LandmarkOptions.defaults().withRefined(true))).models();

    assertThat(refined.hashes()).hasSize(3).doesNotHaveDuplicates();
    assertThat(refined.hashes().get(0)).isEqualTo(plain.hashes().get(0));
    assertThat(refined.hashes()).doesNotContain(plain.hashes().get(1));
  }

  @Test
  void theDenseFullRangeDetectorFindsThePortraitAsInTheWorkedExample() throws Exception {
    TaskStep step =
        task(OPENCV.withDetection(FULL_RANGE_DENSE)).step(TaskState.initial(), PORTRAIT);

    Detection found = step.result().detections().orElseThrow().get(0);
    JsonNode expected = WorkedExample.at("/full_range_dense_detector/0");
    assertThat(found.score()).isCloseTo((float) expected.get("score").asDouble(), within(1e-4f));
    assertThat(found.box().xMin())
        .isCloseTo((float) expected.get("box").get(0).asDouble(), within(5e-5f));
    assertThat(found.rightEye().x())
        .isCloseTo((float) expected.at("/keypoints/0/0").asDouble(), within(5e-5f));
  }

  @Test
  void theTwoConventionsDifferByLessThanTwoPixels() throws Exception {
    Landmarks texture = onlyFace(task(DEFAULTS));
    Landmarks openCv = onlyFace(task(OPENCV));

    double worst = 0;
    for (int i = 0; i < texture.count(); i++) {
      worst =
          Math.max(worst, 512 * Math.hypot(texture.x(i) - openCv.x(i), texture.y(i) - openCv.y(i)));
    }
    assertThat(worst).isBetween(0.1, 2.0);
  }

  @Test
  void aFaceKeepsItsIdWhileItIsTracked() throws Exception {
    Task task = task(DEFAULTS);
    TaskState state = TaskState.initial();
    for (int frame = 0; frame < 5; frame++) {
      TaskStep step = task.step(state, PORTRAIT);
      assertThat(step.result().faces()).extracting(Face::trackId).containsExactly(1L);
      state = step.state();
    }
  }

  @Test
  void aFaceKeepsItsIdWhenTheDetectorFindsItAnewInEveryFrame() throws Exception {
    Task task = task(DEFAULTS.withTracking(TRACKING.withMaxFaces(2)));
    TaskState state = TaskState.initial();
    for (int frame = 0; frame < 5; frame++) {
      TaskStep step = task.step(state, PORTRAIT);
      assertThat(step.result().detections()).isPresent();
      assertThat(step.result().faces()).extracting(Face::trackId).containsExactly(1L);
      state = step.state();
    }
  }

  @Test
  void aLostFaceCostsOneFrameAndComesBackUnderANewId() throws Exception {
    Task task = task(DEFAULTS);
    TaskStep seen = task.step(TaskState.initial(), PORTRAIT);
    TaskStep lost = task.step(seen.state(), EMPTY);
    TaskStep back = task.step(lost.state(), PORTRAIT);

    assertThat(lost.result().detections()).isEmpty();
    assertThat(lost.result().faces()).isEmpty();
    assertThat(lost.state()).isEqualTo(TaskState.startingAt(2));
    assertThat(back.result().detections()).isPresent();
    assertThat(back.result().faces()).extracting(Face::trackId).containsExactly(2L);
  }

  @Test
  void aFaceIsSoughtAnewOnceItsRegionIsTooOld() throws Exception {
    Task task = task(DEFAULTS.withTracking(TRACKING.withRegionTtl(Duration.ofSeconds(5))));
    TaskStep first = task.step(TaskState.initial(), portraitAt(1_000_000));
    TaskStep second = task.step(first.state(), portraitAt(6_000_000));
    TaskStep third = task.step(second.state(), portraitAt(11_000_001));

    assertThat(second.result().detections()).isEmpty();
    assertThat(second.result().faces()).extracting(Face::trackId).containsExactly(1L);
    assertThat(third.result().detections()).isPresent();
    assertThat(third.result().faces()).extracting(Face::trackId).containsExactly(2L);
  }

  @Test
  void regionsAreBelievedForEverUnlessSaidOtherwise() throws Exception {
    Task task = task(DEFAULTS);
    TaskStep first = task.step(TaskState.initial(), portraitAt(0));
    TaskStep second = task.step(first.state(), portraitAt(Long.MAX_VALUE));

    assertThat(second.result().faces()).extracting(Face::trackId).containsExactly(1L);
  }

  @Test
  void theStateSaysWhenTheFrameWasTakenAlsoWhereNothingWasFound() throws Exception {
    Task task = task(DEFAULTS);
    TaskState known = task.step(TaskState.initial(), new Frame(EMPTY.picture(), 7)).state();
    TaskState unknown = task.step(known, EMPTY).state();

    assertThat(known.trackedAtMicros()).isEqualTo(7);
    assertThat(unknown.trackedAtMicros()).isEqualTo(-1);
  }

  @Test
  void withStaticImagesEveryFaceIsDetectedAndNew() throws Exception {
    Task task = task(DEFAULTS.withTracking(TRACKING.withStaticImages(true)));
    TaskStep first = task.step(TaskState.initial(), PORTRAIT);
    TaskStep second = task.step(first.state(), PORTRAIT);

    assertThat(second.result().detections()).isPresent();
    assertThat(second.result().faces().get(0).landmarks())
        .isEqualTo(first.result().faces().get(0).landmarks());
    assertThat(second.result().faces()).extracting(Face::trackId).containsExactly(2L);
  }

  @Test
  void twoFacesAreTrackedApart() throws Exception {
    Frame pair = sideBySide();
    Task task = task(DEFAULTS.withTracking(TRACKING.withMaxFaces(2)));
    TaskStep first = task.step(TaskState.initial(), pair);
    TaskStep second = task.step(first.state(), pair);

    assertThat(first.result().faces()).extracting(Face::trackId).containsExactly(1L, 2L);
    assertThat(second.result().detections()).isEmpty();
    assertThat(second.result().faces()).extracting(Face::trackId).containsExactly(1L, 2L);
  }

  @Test
  void onlyAsManyNewFacesAreTakenAsAreSought() throws Exception {
    TaskStep step = task(DEFAULTS).step(TaskState.initial(), sideBySide());

    assertThat(step.result().detections().orElseThrow()).hasSize(2);
    assertThat(step.result().faces()).hasSize(1);
  }

  @Test
  void aPresenceThatOnlyEqualsTheThresholdIsNotEnough() throws Exception {
    Task strict = task(DEFAULTS.withTracking(TRACKING.withMinConfidence(1)));
    assertThat(strict.step(TaskState.initial(), PORTRAIT).result().faces()).isEmpty();
  }

  @Test
  void aTurnedViewGivesTheSameMeshAsAnUprightPicture() throws Exception {
    Picture lying = Portrait.picture().turned(QuarterTurn.COUNTER_CLOCKWISE);
    Picture upright = Crops.of(lying, PixelArea.ofPicture(512, 512)).turned(QuarterTurn.CLOCKWISE);
    Task task = task(DEFAULTS);

    assertThat(task.step(TaskState.initial(), Frame.of(upright)))
        .isEqualTo(task.step(TaskState.initial(), PORTRAIT));
  }

  @Test
  void aTrackedRegionThatLeftThePictureIsLostQuietly() throws Exception {
    Track away = new Track(1, new Region(40, -40, 0.3f, 0.3f, 0.1f));
    Track broken = new Track(2, new Region(Float.NaN, 0, Float.NaN, 1, Float.NaN));
    Track empty = new Track(3, new Region(0.5f, 0.5f, 0, 0, 0));
    for (Track face : List.of(away, broken, empty)) {
      TaskStep step = task(DEFAULTS).step(new TaskState(List.of(face), 4, -1), PORTRAIT);
      assertThat(step.result().faces()).isEmpty();
    }
  }

  @Test
  void theSmallestPictureHasNoFace() throws Exception {
    Frame dot = Frame.of(Picture.rgb(new byte[3], 1, 1));
    assertThat(task(OPENCV).step(TaskState.initial(), dot).result().faces()).isEmpty();
    assertThat(task(DEFAULTS).step(TaskState.initial(), dot).result().faces()).isEmpty();
  }

  @Test
  void manyThreadsGetWhatOneThreadGets() throws Exception {
    Task task = task(DEFAULTS);
    TaskStep alone = task.step(TaskState.initial(), PORTRAIT);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<TaskStep> frame = () -> task.step(TaskState.initial(), PORTRAIT);
      List<Callable<TaskStep>> frames = IntStream.range(0, 40).mapToObj(i -> frame).toList();
      for (Future<TaskStep> step : pool.invokeAll(frames)) {
        assertThat(step.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theModelIdNamesBothFilesByContent() throws Exception {
    String shortRange = task(DEFAULTS).models().toString();
    String fullRange = task(DEFAULTS.withDetection(FULL_RANGE_DENSE)).models().toString();

    assertThat(shortRange).matches("[0-9a-f]{12}-[0-9a-f]{12}").isNotEqualTo(fullRange);
    assertThat(shortRange.substring(13)).isEqualTo(fullRange.substring(13));
  }

  private static Task task(TaskSettings settings) {
    return TaskCatalog.task(settings, models);
  }

  private static Landmarks onlyFace(Task task) throws Exception {
    return task.step(TaskState.initial(), PORTRAIT).result().faces().get(0).landmarks();
  }

  private static Frame portraitAt(long micros) {
    return new Frame(PORTRAIT.picture(), micros);
  }

  /** The portrait's head twice, 512 x 256. */
  private static Frame sideBySide() {
    return Frame.of(Crops.tiled(Portrait.picture(), new PixelArea(96, 0, 256, 256), 2));
  }

  private static void assertDetection(Detection actual, JsonNode expected) {
    assertThat(actual.score()).isCloseTo((float) expected.get("score").asDouble(), within(1e-4f));
    assertThat(actual.box().xMin()).isCloseTo(WorkedExample.box(expected).xMin(), within(5e-5f));
    assertThat(actual.box().yMin()).isCloseTo(WorkedExample.box(expected).yMin(), within(5e-5f));
    assertThat(actual.box().width()).isCloseTo(WorkedExample.box(expected).width(), within(5e-5f));
    for (int k = 0; k < Detection.FACE_KEYPOINTS; k++) {
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

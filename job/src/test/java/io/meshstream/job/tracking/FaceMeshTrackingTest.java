package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static io.meshstream.job.control.ControlRecords.change;
import static io.meshstream.job.control.ControlRecords.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.job.PortraitPictures;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.TaskOptions;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.sample.Portrait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The operator with the real models. */
class FaceMeshTrackingTest {

  private static final JobSettings SETTINGS = JobSettings.from(new Configuration());
  private static final VisionEngineFactory FACE_MESH = new OnnxVisionEngineFactory(SETTINGS);

  @Test
  void aPortraitIsOneFaceOnOneTrackAlsoAcrossARestore() throws Exception {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      frames.add(source("cam", 0, i, Portrait.png()));
    }
    List<byte[]> uninterrupted;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, FACE_MESH)) {
      harness.feed(frames).endInput();
      uninterrupted = harness.messages();
      assertThat(harness.records()).allSatisfy(FaceMeshTrackingTest::assertOneFace);
    }

    OperatorSubtaskState state;
    List<byte[]> interrupted = new ArrayList<>();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, FACE_MESH)) {
      state = harness.feed(frames.subList(0, 2)).snapshot();
      interrupted.addAll(harness.messages());
    }
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, FACE_MESH, state)) {
      harness.feed(frames.subList(2, 4)).endInput();
      interrupted.addAll(harness.messages());
    }
    assertThat(interrupted).usingRecursiveComparison().isEqualTo(uninterrupted);
  }

  @Test
  void aPortraitOnItsSideIsTurnedByWhatTheFrameSays() throws Exception {
    byte[] onItsSide = TurnedPortrait.counterClockwise();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, FACE_MESH)) {
      harness.feed(source("up", 0, 0, Portrait.png()));
      harness.feed(source("side", 0, message(frame("side", 0, 0, onItsSide).setRotation(90))));
      harness.endInput();

      assertThat(harness.records()).hasSize(2);
      assertThat(harness.records().get(1).getFaces())
          .isEqualTo(harness.records().get(0).getFaces());
    }
  }

  @Test
  void aCameraWhoseLandmarksAreRefinedFromOneFrameOnKeepsItsTrack() throws Exception {
    JobSettings settings = JobSettings.from(new String[] {"--control.topic=control"}, Map.of());
    try (TrackingHarness harness =
        TrackingHarness.started(settings, new OnnxVisionEngineFactory(settings))) {
      harness.feed(source("cam", 0, 0, Portrait.png()), source("cam", 0, 1, Portrait.png()));
      harness.snapshot();
      harness.control(change(0, config("cam").setRefineLandmarks(true)));
      harness.feed(source("cam", 0, 2, Portrait.png()), source("cam", 0, 3, Portrait.png()));
      harness.snapshot();
      harness.control(change(1, config("cam").setRefineLandmarks(false)));
      harness.feed(source("cam", 0, 4, Portrait.png()));
      harness.endInput();

      assertThat(harness.records()).hasSize(5).allSatisfy(FaceMeshTrackingTest::assertOneFace);
      assertThat(harness.records())
          .extracting(record -> record.getFaces().get(0).getIrises() != null)
          .containsExactly(false, false, true, true, false);
      List<Float> irises = harness.records().get(2).getFaces().get(0).getIrises();
      // The centres of the portrait's irises, to within a pixel of 512.
      assertThat(irises).hasSize(30);
      assertThat(irises.get(0)).isCloseTo(0.397f, within(0.002f));
      assertThat(irises.get(15)).isCloseTo(0.4815f, within(0.002f));
      assertThat(harness.records().get(2).getModelId()).matches("[0-9a-f]{12}(-[0-9a-f]{12}){2}");
      assertThat(harness.records().get(4).getModelId())
          .isEqualTo(harness.records().get(0).getModelId());
    }
  }

  @Test
  void faceDetectionWritesWhatTheDetectorSawAndNoLandmarks() throws Exception {
    Configuration options = new Configuration();
    options.set(TaskOptions.KIND, TaskKind.FACE_DETECTION);
    JobSettings settings = JobSettings.from(options);
    try (TrackingHarness harness =
        TrackingHarness.started(settings, new OnnxVisionEngineFactory(settings))) {
      harness.feed(source("cam", 0, 0, Portrait.png()), source("cam", 0, 1, Portrait.png()));
      harness.endInput();

      assertThat(harness.records()).hasSize(2).allSatisfy(FaceMeshTrackingTest::assertOneDetection);
      assertThat(harness.records())
          .extracting(record -> record.getFaces().get(0).getTrackId())
          .containsExactly(1L, 2L);
    }
  }

  @Test
  void smoothedLandmarksGoOnToTheBitAfterARestore() throws Exception {
    Configuration options = new Configuration();
    options.setString("face.smoothing", "one-euro");
    JobSettings settings = JobSettings.from(options);
    VisionEngineFactory faceMesh = new OnnxVisionEngineFactory(settings);
    List<byte[]> pictures = PortraitPictures.walk();
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      frames.add(
          source(
              "cam",
              i,
              message(
                  frame("cam", 0, i, pictures.get(i))
                      .setCapturedAtMicros(1_000_000 + 40_000 * i))));
    }
    List<byte[]> uninterrupted;
    try (TrackingHarness harness = TrackingHarness.started(settings, faceMesh)) {
      harness.feed(frames).endInput();
      uninterrupted = harness.messages();
    }
    List<byte[]> rough;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, FACE_MESH)) {
      harness.feed(frames).endInput();
      rough = harness.messages();
    }

    OperatorSubtaskState state;
    List<byte[]> interrupted = new ArrayList<>();
    try (TrackingHarness harness = TrackingHarness.started(settings, faceMesh)) {
      state = harness.feed(frames.subList(0, 3)).snapshot();
      interrupted.addAll(harness.messages());
    }
    try (TrackingHarness harness = TrackingHarness.restored(settings, faceMesh, state)) {
      harness.feed(frames.subList(3, 6)).endInput();
      interrupted.addAll(harness.messages());
    }
    assertThat(interrupted).usingRecursiveComparison().isEqualTo(uninterrupted);
    assertThat(uninterrupted.get(0)).isEqualTo(rough.get(0));
    assertThat(uninterrupted.get(3)).isNotEqualTo(rough.get(3));
  }

  @Test
  void aFaceLeavesOnceItsIdIsNoLongerKeptAlsoAcrossARestore() throws Exception {
    Configuration options = new Configuration();
    options.setString("face.lost-frames", "2");
    options.setString("events.topic", "events");
    JobSettings settings = JobSettings.from(options);
    VisionEngineFactory faceMesh = new OnnxVisionEngineFactory(settings);
    byte[] nobody = png(64, 64, 0);

    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(settings, faceMesh)) {
      harness.feed(source("cam", 0, 0, Portrait.png()), source("cam", 0, 1, nobody));
      state = harness.snapshot();
      assertThat(harness.events())
          .extracting(CameraEvent::getKind)
          .containsExactly(EventKind.STARTED, EventKind.FACE_ENTERED);
    }
    try (TrackingHarness harness = TrackingHarness.restored(settings, faceMesh, state)) {
      harness.feed(source("cam", 0, 2, nobody), source("cam", 0, 3, Portrait.png()));
      harness.feed(source("cam", 0, 4, nobody), source("cam", 0, 5, nobody)).snapshot();
      assertThat(harness.events()).isEmpty();
      assertThat(harness.records().get(1).getFaces().get(0).getTrackId()).isEqualTo(1);

      harness.feed(source("cam", 0, 6, nobody)).endInput();

      assertThat(harness.events()).hasSize(1);
      CameraEvent left = harness.events().get(0);
      assertThat(left.getKind()).isEqualTo(EventKind.FACE_LEFT);
      assertThat(left.getTrackId()).isEqualTo(1);
      assertThat(left.getTrackFrames()).isEqualTo(2);
    }
  }

  private static void assertOneDetection(FrameLandmarks record) {
    assertThat(record.getStatus()).isEqualTo(FrameStatus.FACES);
    assertThat(record.getModelId()).matches("[0-9a-f]{12}");
    assertThat(record.getFaces()).hasSize(1);
    Face face = record.getFaces().get(0);
    FaceDetection detection = face.getDetection();
    assertThat(face.getLandmarks()).isEmpty();
    assertThat(detection.getScore()).isBetween(0.5f, 1f);
    assertThat(face.getPresence()).isEqualTo(detection.getScore());
    // The nose tip, the third of the six keypoints.
    assertThat(detection.getKeypoints()).hasSize(12);
    assertThat(detection.getKeypoints().get(4)).isBetween(0.40f, 0.48f);
    assertThat(detection.getKeypoints().get(5)).isBetween(0.22f, 0.32f);
  }

  private static void assertOneFace(FrameLandmarks record) {
    assertThat(record.getStatus()).isEqualTo(FrameStatus.FACES);
    assertThat(record.getWidth()).isEqualTo(512);
    assertThat(record.getHeight()).isEqualTo(512);
    assertThat(record.getModelId()).isNotEmpty();
    assertThat(record.getFaces()).hasSize(1);
    Face face = record.getFaces().get(0);
    assertThat(face.getTrackId()).isEqualTo(1);
    assertThat(face.getLandmarks()).hasSize(3 * 468);
    // The portrait's nose tip, landmark 1, to within a few pixels of 512.
    assertThat(face.getLandmarks().get(3)).isBetween(0.40f, 0.48f);
    assertThat(face.getLandmarks().get(4)).isBetween(0.22f, 0.32f);
  }
}

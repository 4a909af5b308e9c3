package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.source;
import static io.meshstream.job.control.ControlRecords.change;
import static io.meshstream.job.control.ControlRecords.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.HandPictures;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Handedness;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Hands in the operator, with the real models. */
class HandTrackingTest {

  private static final List<SourceFrame> FRAMES = frames();

  private static List<SourceFrame> frames() {
    List<SourceFrame> frames = new ArrayList<>();
    for (byte[] picture : HandPictures.walk()) {
      int i = frames.size();
      frames.add(
          source("cam", i, message(frame("cam", 0, i, picture).setEncoding(PictureEncoding.JPEG))));
    }
    return frames;
  }

  @Test
  void handsAreInTheRecordsOfTheFacesBesideThem() throws Exception {
    List<FrameLandmarks> records = records(settings("--hands.enabled=true"), FRAMES);
    List<FrameLandmarks> without = records(settings(), FRAMES);

    assertThat(records.stream().map(HandTrackingTest::hands))
        .startsWith(List.of(1L), List.of(1L, 2L), List.of(1L, 2L))
        .endsWith(List.of(1L));
    assertThat(records)
        .extracting(FrameLandmarks::getFaces)
        .isEqualTo(without.stream().map(FrameLandmarks::getFaces).toList());
    assertThat(records)
        .extracting(FrameLandmarks::getStatus)
        .contains(FrameStatus.FACES, FrameStatus.NO_FACE);
    assertThat(records)
        .extracting(FrameLandmarks::getModelId)
        .allMatch(id -> id.matches("[0-9a-f]{12}-[0-9a-f]{12}[+][0-9a-f]{12}-[0-9a-f]{12}"));
    Hand right = records.get(0).getHands().get(0);
    assertThat(right.getLandmarks()).hasSize(63);
    assertThat(right.getWorldLandmarks()).hasSize(63);
    // MediaPipe takes pictures to be mirrored, unless it is told.
    assertThat(right.getHandedness()).isEqualTo(Handedness.LEFT);
  }

  @Test
  void leftAndRightAreThoseOfPicturesAsTheyAreSaidToBe() throws Exception {
    List<FrameLandmarks> records =
        records(
            settings("--hands.enabled=true", "--hands.handedness=unmirrored"),
            FRAMES.subList(0, 3));

    assertThat(records.get(2).getHands())
        .extracting(Hand::getHandedness)
        .containsExactlyInAnyOrder(Handedness.RIGHT, Handedness.LEFT);
    assertThat(records.get(0).getHands())
        .extracting(Hand::getHandedness)
        .containsExactly(Handedness.RIGHT);
  }

  @Test
  void handsGoOnToTheBitAfterARestore() throws Exception {
    JobSettings settings =
        settings(
            "--hands.enabled=true",
            "--hands.model=lite",
            "--hands.seek-every-while-tracking=3",
            "--face.lost-frames=2",
            "--landmarks.detections=true");
    OnnxVisionEngineFactory engines = new OnnxVisionEngineFactory(settings);
    List<byte[]> uninterrupted;
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      harness.feed(FRAMES).endInput();
      uninterrupted = harness.messages();
      assertThat(harness.records()).anyMatch(record -> record.getHands().size() == 2);
    }

    List<byte[]> interrupted = new ArrayList<>();
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      state = harness.feed(FRAMES.subList(0, 1)).snapshot();
      interrupted.addAll(harness.messages());
    }
    for (int i = 1; i < FRAMES.size(); i++) {
      try (TrackingHarness harness = TrackingHarness.restored(settings, engines, state)) {
        state = harness.feed(FRAMES.subList(i, i + 1)).snapshot();
        interrupted.addAll(harness.messages());
      }
    }

    assertThat(interrupted).usingRecursiveComparison().isEqualTo(uninterrupted);
  }

  @Test
  void aCameraGetsHandsFromOneFrameOnAndKeepsItsFace() throws Exception {
    JobSettings settings = settings("--control.topic=control");
    try (TrackingHarness harness =
        TrackingHarness.started(settings, new OnnxVisionEngineFactory(settings))) {
      harness.feed(FRAMES.subList(0, 2)).snapshot();
      harness.control(change(0, config("cam").setHands(true).setMaxHands(1)));
      harness.feed(FRAMES.subList(2, 4)).snapshot();
      harness.control(change(1, config("cam").setHands(false)));
      harness.feed(FRAMES.subList(4, 5)).endInput();

      assertThat(harness.records())
          .extracting(record -> record.getHands().size())
          .containsExactly(0, 0, 1, 1, 0);
      assertThat(hands(harness.records().get(3))).isEqualTo(hands(harness.records().get(2)));
      assertThat(harness.records())
          .extracting(record -> record.getFaces().get(0).getTrackId())
          .containsOnly(1L);
    }
  }

  @Test
  void aCameraThatSeeksHandsAloneHasNoFaces() throws Exception {
    List<FrameLandmarks> records = records(settings("--task=hands"), FRAMES.subList(0, 3));

    assertThat(records).allMatch(record -> record.getFaces().isEmpty());
    assertThat(records).extracting(FrameLandmarks::getStatus).containsOnly(FrameStatus.NO_FACE);
    assertThat(records.stream().map(HandTrackingTest::hands))
        .containsExactly(List.of(1L), List.of(1L, 2L), List.of(1L, 2L));
    assertThat(records.get(0).getModelId()).matches("[0-9a-f]{12}-[0-9a-f]{12}");
  }

  @Test
  void whereLandmarksAreNotToLeaveTheJobThoseOfHandsDoNotEither() throws Exception {
    List<FrameLandmarks> records =
        records(settings("--hands.enabled=true", "--landmarks.mesh=false"), FRAMES.subList(0, 1));

    Hand hand = records.get(0).getHands().get(0);
    assertThat(hand.getLandmarks()).isEmpty();
    assertThat(hand.getWorldLandmarks()).isEmpty();
  }

  private static List<Long> hands(FrameLandmarks record) {
    return record.getHands().stream().map(Hand::getTrackId).sorted().toList();
  }

  private static List<FrameLandmarks> records(JobSettings settings, List<SourceFrame> frames)
      throws Exception {
    try (TrackingHarness harness =
        TrackingHarness.started(settings, new OnnxVisionEngineFactory(settings))) {
      harness.feed(frames).endInput();
      return List.copyOf(harness.records());
    }
  }

  private static JobSettings settings(String... options) {
    return JobSettings.from(options, Map.of());
  }
}

package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static io.meshstream.job.control.ControlRecords.change;
import static io.meshstream.job.control.ControlRecords.config;
import static io.meshstream.job.control.ControlRecords.record;
import static io.meshstream.job.control.ControlRecords.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.TestingHistory;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator with a control topic. */
@Timeout(60)
class ControlledTrackingTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final byte[] DAMAGED = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** The capture time of a frame is this and its sequence number. */
  private static final long FIRST_MICROS = 1_000_000;

  private static final JobSettings SETTINGS =
      JobSettings.from(new String[] {"--control.topic=control"}, Map.of());
  private static final JobSettings WITH_EVENTS =
      JobSettings.from(new String[] {"--control.topic=control", "--events.topic=events"}, Map.of());
  private static final VisionEngineFactory ENGINES = gpu -> SteppedEngine.prompt();

  @Test
  void aChangeHoldsFromTheNextFrameOn() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(frame("cam", 0));
      harness.control(change(0, config("cam").setEnabled(false)));
      harness.feed(frame("cam", 1), frame("other", 0));
      harness.control(change(1, config("cam").setEnabled(true)));
      harness.feed(frame("cam", 2));

      assertThat(outcomes(harness))
          .containsExactly("cam 0 FACES", "cam 1 DISABLED", "other 0 FACES", "cam 2 FACES");
      assertThat(harness.records().get(3).getFaces().get(0).getTrackId()).isEqualTo(1);
    }
  }

  @Test
  void aCameraThatIsToBeForgottenHasNoStateAndIsThenLikeANewOne() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(frame("cam", 0), frame("cam", 1), frame("other", 0));
      assertThat(harness.cameras()).isEqualTo(2);
      harness.control(change(0, config("cam").setForgetBeforeMicros(FIRST_MICROS + 2)));
      assertThat(harness.cameras()).isEqualTo(1);

      harness.feed(frame("cam", 2), frame("cam", 3), frame("other", 1));
      assertThat(harness.records())
          .extracting(record -> record.getFaces().get(0).getTrackId())
          .containsExactly(1L, 1L, 1L, 129L, 129L, 1L);
    }
  }

  @Test
  void whatIsOlderThanTheTimeIsForgottenWhenAFrameComesThatIsNot() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change(0, config("cam").setForgetBeforeMicros(FIRST_MICROS + 2)));
      harness.feed(frame("cam", 0), frame("cam", 1), frame("cam", 2), frame("cam", 3));

      assertThat(harness.records())
          .extracting(record -> record.getFaces().get(0).getTrackId())
          .containsExactly(1L, 1L, 129L, 129L);
    }
  }

  @Test
  void aCameraThatWasToBeForgottenWhileTheJobWasDownHasNoState() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(frame("cam", 0), frame("other", 0));
      state = harness.snapshot();
    }

    ControlRecord forget = change(0, config("cam").setForgetBeforeMicros(FIRST_MICROS + 1));
    try (TrackingHarness harness =
        TrackingHarness.restored(SETTINGS, ENGINES, state, TestingHistory.of(forget))) {
      assertThat(harness.cameras()).isEqualTo(1);
    }
  }

  @Test
  void aCameraThatIsForgottenGivesItsPlaceToAnother() throws Exception {
    JobSettings one =
        JobSettings.from(new String[] {"--control.topic=control", "--limits.cameras=1"}, Map.of());
    try (TrackingHarness harness = TrackingHarness.started(one, ENGINES)) {
      harness.feed(frame("cam", 0), frame("other", 0));
      harness.control(change(0, config("cam").setForgetBeforeMicros(FIRST_MICROS + 1)));
      harness.feed(frame("other", 1), frame("cam", 1));

      assertThat(outcomes(harness))
          .containsExactly(
              "cam 0 FACES", "other 0 CAMERA_LIMIT", "other 1 FACES", "cam 1 CAMERA_LIMIT");
    }
  }

  @Test
  void withoutMeshNoLandmarkLeavesTheJob() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change(0, config("cam").setMesh(false)));
      harness.feed(frame("cam", 0), frame("cam", 1));

      assertThat(outcomes(harness)).containsExactly("cam 0 FACES", "cam 1 FACES");
      assertThat(harness.records())
          .allSatisfy(
              record -> {
                assertThat(record.getFaces().get(0).getLandmarks()).isEmpty();
                assertThat(record.getFaces().get(0).getTrackId()).isEqualTo(1);
              });
    }
  }

  @Test
  void aFrameThatIsBeingAnalysedKeepsItsSettings() throws Exception {
    SteppedEngine engine = new SteppedEngine(1);
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, gpu -> engine)) {
      harness.feed(frame("cam", 0), frame("cam", 1));
      harness.control(change(0, config("cam").setEnabled(false)));
      engine.analyse("cam");
      harness.takeIn();

      assertThat(outcomes(harness)).containsExactly("cam 0 FACES", "cam 1 DISABLED");
    }
  }

  @Test
  void ofACameraThatIsNotEnabledNothingIsLookedAt() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change(0, config("*").setEnabled(false)));
      harness.feed(source("cam", 0, DAMAGED));

      assertThat(outcomes(harness)).containsExactly("cam 0 DISABLED");
      assertThat(harness.deadLetters()).isEmpty();
      assertThat(harness.cameras()).isZero();
    }
  }

  @Test
  void aChangeFromATimeOnHoldsFromThatFrameOnInWhicheverOrderTheyCome() throws Exception {
    ControlRecord change =
        change(0, config("cam").setEnabled(false).setFromCapturedAtMicros(FIRST_MICROS + 2));
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change);
      harness.feed(frame("cam", 1), frame("cam", 2), frame("cam", 3));

      assertThat(outcomes(harness))
          .containsExactly("cam 1 FACES", "cam 2 DISABLED", "cam 3 DISABLED");
    }
  }

  @Test
  void recordsThatCannotBeFollowedChangeNothing() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change(0, config("cam").setMaxFaces(2).setEnabled(false)));
      harness.control(change(1, config("cam").setMaxFaces(0).setEnabled(true)));
      harness.control(record("cam", 2, DAMAGED));
      harness.control(record("", 3, DAMAGED));
      harness.feed(frame("cam", 0));

      assertThat(outcomes(harness)).containsExactly("cam 0 DISABLED");
    }
  }

  @Test
  void settingsThatAreFollowedAndThoseThatAreRefusedAreEvents() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(WITH_EVENTS, ENGINES)) {
      harness.feed(frame("cam", 0));
      harness.control(change(0, config("cam").setMaxFaces(2)));
      harness.control(change(1, config("cam").setMaxFaces(0)));
      harness.feed(frame("cam", 1), frame("cam", 2));

      assertThat(harness.events())
          .extracting(event -> "%s %d".formatted(event.getKind(), event.getOffset()))
          .containsExactly(
              "STARTED 0", "FACE_ENTERED 0", "SETTINGS_REFUSED 1", "SETTINGS_APPLIED 1");
      assertThat(harness.events().get(2).getCameraId()).isEqualTo("cam");
      assertThat(harness.events().get(2).getEpoch()).isEqualTo(-1);
      assertThat(harness.events().get(2).getMessage()).contains("maxFaces: 0 (expected: 1 to 64)");
      assertThat(harness.events().get(3).getMessage()).contains("face.max-faces = 2");
    }
  }

  @Test
  void settingsThatHoldAfterARestoreAsBeforeAreNoEvent() throws Exception {
    ControlRecord change = change(0, config("*").setMaxFaces(2));
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(WITH_EVENTS, ENGINES)) {
      harness.control(change);
      harness.feed(frame("cam", 0));
      assertThat(harness.events())
          .extracting(CameraEvent::getKind)
          .containsExactly(EventKind.STARTED, EventKind.SETTINGS_APPLIED, EventKind.FACE_ENTERED);
      state = harness.snapshot();
    }

    try (TrackingHarness harness =
        TrackingHarness.restored(WITH_EVENTS, ENGINES, state, TestingHistory.of(change))) {
      harness.control(change);
      harness.feed(frame("cam", 1));
      assertThat(harness.events()).isEmpty();

      harness.control(reset("*", 1));
      harness.feed(frame("cam", 2));
      assertThat(harness.events())
          .extracting(CameraEvent::getKind)
          .containsExactly(EventKind.SETTINGS_APPLIED);
    }
  }

  @Test
  void settingsComeBackFromACheckpoint() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change(0, config("*").setEnabled(false)));
      harness.control(change(1, config("cam").setEnabled(true)));
      harness.control(change(2, config("gone").setEnabled(true)));
      harness.control(reset("gone", 3));
      state = harness.snapshot();
    }

    // The topic itself is empty by now, as if all of it had been deleted by hand.
    try (TrackingHarness harness =
        TrackingHarness.restored(SETTINGS, ENGINES, state, emptySince(4))) {
      harness.feed(frame("cam", 0), frame("other", 0), frame("gone", 0));

      assertThat(outcomes(harness))
          .containsExactly("cam 0 FACES", "other 0 DISABLED", "gone 0 DISABLED");
    }
  }

  @Test
  void whatWasPublishedWhileTheJobWasDownHoldsForTheFirstFrame() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change(0, config("cam").setEnabled(false)));
      state = harness.snapshot();
    }

    ControlRecord before = change(0, config("cam").setEnabled(false));
    ControlRecord meanwhile = change(1, config("cam").setEnabled(true));
    try (TrackingHarness harness =
        TrackingHarness.restored(SETTINGS, ENGINES, state, TestingHistory.of(before, meanwhile))) {
      harness.feed(frame("cam", 0));
      // The input delivers it again, and what lies before it.
      harness.control(before);
      harness.feed(frame("cam", 1));
      harness.control(meanwhile);
      harness.feed(frame("cam", 2));

      assertThat(outcomes(harness)).containsExactly("cam 0 FACES", "cam 1 FACES", "cam 2 FACES");
    }
  }

  @Test
  void aTopicThatWasMadeAnewIsReadFromItsBeginning() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.control(change(6, config("*").setEnabled(false)));
      harness.control(change(7, config("cam").setEnabled(false)));
      state = harness.snapshot();
    }

    try (TrackingHarness harness =
        TrackingHarness.restored(
            SETTINGS,
            ENGINES,
            state,
            TestingHistory.of(change(0, config("other").setEnabled(false))))) {
      harness.feed(frame("cam", 0), frame("other", 0));

      assertThat(outcomes(harness)).containsExactly("cam 0 FACES", "other 0 DISABLED");
    }
  }

  @Test
  void settingsOfAnotherTopicAreForgotten() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      state = harness.control(change(0, config("*").setEnabled(false))).snapshot();
    }

    JobSettings other = JobSettings.from(new String[] {"--control.topic=control-2"}, Map.of());
    try (TrackingHarness harness = TrackingHarness.restored(other, ENGINES, state, emptySince(0))) {
      assertThat(outcomes(harness.feed(frame("cam", 0)))).containsExactly("cam 0 FACES");
    }
  }

  @Test
  void framesThatAreDeliveredAgainFollowTheSettingsThatTheyFollowedBefore() throws Exception {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      frames.add(frame("cam", i));
    }
    List<ControlRecord> changes =
        List.of(
            change(0, config("cam").setDetections(true).setFromCapturedAtMicros(micros(4))),
            change(1, config("*").setEnabled(false).setFromCapturedAtMicros(micros(8))),
            change(2, config("cam").setEnabled(true).setFromCapturedAtMicros(micros(12))));
    List<byte[]> undisturbed;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      for (ControlRecord change : changes) {
        harness.control(change);
      }
      undisturbed = harness.feed(frames).messages();
    }

    // A record comes before the frames it is for. The checkpoint is taken anywhere before it.
    for (int cut = 0; cut < 12; cut++) {
      int known = cut <= 4 ? 0 : cut <= 8 ? 1 : 2;
      List<byte[]> messages;
      OperatorSubtaskState state;
      try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
        for (ControlRecord change : changes.subList(0, known)) {
          harness.control(change);
        }
        messages = new ArrayList<>(harness.feed(frames.subList(0, cut)).messages());
        state = harness.snapshot();
      }
      try (TrackingHarness harness =
          TrackingHarness.restored(SETTINGS, ENGINES, state, new TestingHistory(changes))) {
        messages.addAll(harness.feed(frames.subList(cut, frames.size())).messages());
      }
      assertThat(messages).usingRecursiveComparison().isEqualTo(undisturbed);
    }
  }

  @Test
  void aFrameThatGaveUpItsPictureIsShedWhateverIsSetMeanwhile() throws Exception {
    SteppedEngine engine = new SteppedEngine(1);
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, gpu -> engine)) {
      harness.control(change(0, config("cam").setMaxQueue(1)));
      harness.feed(frame("cam", 0), frame("cam", 1), frame("cam", 2));
      harness.control(reset("cam", 1));
      engine.analyse("cam");
      harness.takeIn();
      engine.analyse("cam");
      harness.takeIn();

      assertThat(outcomes(harness))
          .containsExactly("cam 0 FACES", "cam 1 QUEUE_FULL", "cam 2 FACES");
    }
  }

  /** A control topic of which only the end is left. */
  private static TestingHistory emptySince(long end) {
    return new TestingHistory(end == 0 ? List.of() : List.of(reset("nobody", end - 1)));
  }

  private static long micros(long sequence) {
    return FIRST_MICROS + sequence;
  }

  private static SourceFrame frame(String camera, long sequence) {
    return source(camera, 0, sequence, FACE);
  }

  private static List<String> outcomes(TrackingHarness harness) {
    return harness.records().stream().map(ControlledTrackingTest::outcome).toList();
  }

  private static String outcome(FrameLandmarks record) {
    String reason = record.getReason();
    return "%s %d %s"
        .formatted(
            record.getCameraId(),
            record.getSourceOffset(),
            reason == null ? record.getStatus() : reason.substring(0, reason.indexOf(':')));
  }
}

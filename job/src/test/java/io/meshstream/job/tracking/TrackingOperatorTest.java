package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.TIMESTAMP_MILLIS;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.TestFrames;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.options.StateSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

class TrackingOperatorTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final byte[] NO_FACE = png(4, 4, TestingTask.NO_FACE);
  private static final byte[] DAMAGED = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** A subtask's state as the first release wrote it: cameras a and b. Never written again. */
  private static final String FIRST_RELEASE = "src/test/resources/state/v1/subtask.bin";

  /** The same, of when each state had the time of the machine at which it was last used. */
  private static final String WITH_TIME_TO_LIVE =
      "src/test/resources/state/v1/subtask-with-ttl.bin";

  private static final Duration TTL = Duration.ofMinutes(10);
  private static final JobSettings SETTINGS = settings(TTL);
  private static final VisionEngineFactory ENGINES = gpu -> SteppedEngine.prompt();

  @Test
  void everyRecordGivesExactlyOneRecordInOrder() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(mixture());

      assertThat(harness.records())
          .extracting(FrameLandmarks::getSourceOffset)
          .containsExactlyElementsOf(mixture().stream().map(SourceFrame::offset).toList());
      assertThat(harness.deadLetters())
          .extracting(letter -> letter.getReason())
          .containsExactly("PICTURE_UNKNOWN_FORMAT", "KEY_MISSING", "MESSAGE_UNREADABLE");
    }
  }

  @Test
  void aRecordHasTheTimestampOfItsFrame() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("cam", 0, 0, FACE));

      assertThat(harness.timestamps()).containsExactly(TIMESTAMP_MILLIS);
    }
  }

  @Test
  void aJobThatWasInterruptedAnywhereWritesTheSameBytes() throws Exception {
    List<SourceFrame> frames = mixture();
    List<byte[]> uninterrupted;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      uninterrupted = harness.feed(frames).messages();
    }

    for (int cut = 0; cut <= frames.size(); cut++) {
      List<byte[]> messages = new ArrayList<>();
      OperatorSubtaskState state;
      try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
        messages.addAll(harness.feed(frames.subList(0, cut)).messages());
        state = harness.snapshot();
      }
      try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, ENGINES, state)) {
        messages.addAll(harness.feed(frames.subList(cut, frames.size())).messages());
      }
      assertThat(messages).usingRecursiveComparison().isEqualTo(uninterrupted);
    }
  }

  @Test
  void whatFacesDoIsToldAlikeWhereverTheJobWasInterrupted() throws Exception {
    JobSettings settings =
        JobSettings.from(
            Configuration.fromMap(Map.of("events.topic", "events", "events.signals", "true")));
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      boolean isYawning = i % 8 == 3 || (i > 12 && i < 30);
      byte[] picture = isYawning ? png(4, 4, TestingTask.YAWN) : FACE;
      frames.add(
          source(
              "cam",
              i,
              message(TestFrames.frame("cam", 0, i, picture).setCapturedAtMicros(100_000L * i))));
    }
    List<CameraEvent> uninterrupted;
    try (TrackingHarness harness = TrackingHarness.started(settings, ENGINES)) {
      uninterrupted = harness.feed(frames).events();
    }
    assertThat(uninterrupted)
        .extracting(CameraEvent::getKind)
        .containsExactly(
            EventKind.STARTED,
            EventKind.FACE_ENTERED,
            EventKind.BLINKED,
            EventKind.BLINKED,
            EventKind.SPEAKING_STARTED,
            EventKind.YAWNED,
            EventKind.SPEAKING_ENDED);

    for (int cut = 0; cut <= frames.size(); cut += 3) {
      List<CameraEvent> events = new ArrayList<>();
      OperatorSubtaskState state;
      try (TrackingHarness harness = TrackingHarness.started(settings, ENGINES)) {
        events.addAll(harness.feed(frames.subList(0, cut)).events());
        state = harness.snapshot();
      }
      try (TrackingHarness harness = TrackingHarness.restored(settings, ENGINES, state)) {
        events.addAll(harness.feed(frames.subList(cut, frames.size())).events());
      }
      assertThat(events).isEqualTo(uninterrupted);
    }
  }

  @Test
  void framesThatAreDeliveredAgainAfterARestoreGiveTheSameBytesAgain() throws Exception {
    List<SourceFrame> frames = mixture();
    int cut = 3;
    OperatorSubtaskState checkpoint;
    List<byte[]> lost;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(frames.subList(0, cut));
      checkpoint = harness.snapshot();
      List<byte[]> all = harness.feed(frames.subList(cut, frames.size())).messages();
      lost = all.subList(cut, all.size());
    }

    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, ENGINES, checkpoint)) {
      List<byte[]> again = harness.feed(frames.subList(cut, frames.size())).messages();

      assertThat(again).usingRecursiveComparison().isEqualTo(lost);
    }
  }

  @Test
  void camerasDoNotInfluenceEachOther() throws Exception {
    List<SourceFrame> one = List.of(source("a", 0, 0, FACE), source("a", 0, 1, FACE));
    List<SourceFrame> other =
        List.of(source("b", 5, 3, FACE), source("b", 5, 4, NO_FACE), source("b", 5, 5, FACE));
    List<FrameLandmarks> alone;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      alone = harness.feed(one).records();
    }

    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(other.get(0), one.get(0), other.get(1), one.get(1), other.get(2));

      assertThat(harness.records())
          .filteredOn(record -> record.getCameraId().equals("a"))
          .isEqualTo(alone);
      assertThat(harness.cameras()).isEqualTo(2);
    }
  }

  @Test
  void recordsThatCannotBeReadLeaveNoState() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("", 0, DAMAGED), source("x", 1, DAMAGED), source("y", 2, new byte[0]));

      assertThat(harness.cameras()).isZero();
      assertThat(harness.records()).hasSize(3);
    }
  }

  @Test
  void aCameraThatWasSilentForTooLongByItsFramesTimesStartsAfresh() throws Exception {
    long ttl = TTL.toMillis() * 1000;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(
          captured("cam", 0, 9, 5, 0),
          captured("cam", 1, 9, 6, 1_000),
          captured("cam", 2, 0, 0, 1_000 + ttl),
          captured("cam", 3, 0, 0, 1_001 + ttl));

      List<FrameLandmarks> records = harness.records();
      assertThat(records.get(2).getReason()).startsWith("STALE_EPOCH: ");
      assertThat(records.get(3).getStatus()).isEqualTo(FrameStatus.FACES);
      assertThat(records.get(3).getFaces().get(0).getTrackId()).isEqualTo(1 + 3 * 64);
    }
  }

  @Test
  void aCameraThatOnlyRepeatsItselfIsNotForgotten() throws Exception {
    ManualTicker ticker = new ManualTicker();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES, ticker)) {
      harness.feed(source("cam", 9, 5, FACE));
      for (int i = 0; i < 5; i++) {
        ticker.pass(TTL.multipliedBy(2).minusNanos(1));
        harness.feed(source("cam", 9, 5, FACE));
      }

      assertThat(harness.records())
          .extracting(FrameLandmarks::getStatus)
          .containsExactly(
              FrameStatus.FACES,
              FrameStatus.SHED,
              FrameStatus.SHED,
              FrameStatus.SHED,
              FrameStatus.SHED,
              FrameStatus.SHED);
    }
  }

  @Test
  void theMemoryOfACameraThatNeverComesBackIsGivenBackWhileTheJobRuns() throws Exception {
    ManualTicker ticker = new ManualTicker();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES, ticker)) {
      harness.feed(source("gone", 0, 0, FACE), source("there", 0, 0, FACE));
      ticker.pass(TTL);
      harness.feed(source("there", 0, 1, FACE));
      assertThat(harness.cameras()).isEqualTo(2);

      ticker.pass(TTL);
      harness.feed(source("there", 0, 2, FACE));

      assertThat(harness.cameras()).isEqualTo(1);
      assertThat(harness.records().get(3).getFaces().get(0).getTrackId()).isEqualTo(1);
    }
  }

  @Test
  void whetherTheMemoryWasGivenBackMakesNoDifferenceToACameraThatComesBack() throws Exception {
    List<SourceFrame> before = List.of(captured("cam", 0, 9, 5, 0), captured("b", 1, 0, 0, 0));
    List<SourceFrame> after =
        List.of(
            captured("b", 2, 0, 1, 1),
            captured("cam", 7, 0, 0, TTL.toMillis() * 3000),
            captured("cam", 8, 0, 1, TTL.toMillis() * 3000 + 1));
    List<byte[]> given;
    List<byte[]> kept;
    ManualTicker ticker = new ManualTicker();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES, ticker)) {
      harness.feed(before);
      ticker.pass(TTL.multipliedBy(3));
      given = harness.feed(after).messages();
    }
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      kept = harness.feed(before).feed(after).messages();
    }

    // Of b, too, but for the frame right after.
    assertThat(given.subList(3, 5)).usingRecursiveComparison().isEqualTo(kept.subList(3, 5));
  }

  @Test
  void norDoesItToACameraWithoutAClockOrWithoutAPictureThatCouldBeRead() throws Exception {
    long later = TIMESTAMP_MILLIS + 3 * TTL.toMillis();
    List<SourceFrame> before =
        List.of(
            at(TIMESTAMP_MILLIS, captured("no-clock", 0, 9, 5, -1)),
            at(TIMESTAMP_MILLIS, source("no-picture", 1, message(damaged("no-picture", 9, 5)))),
            at(TIMESTAMP_MILLIS, captured("slow-clock", 2, 9, 5, 1_000)));
    SourceFrame other = at(later, captured("other", 3, 0, 0, 0));
    List<SourceFrame> after =
        List.of(
            at(later, captured("no-clock", 7, 9, 6, -1)),
            at(later, captured("no-picture", 8, 9, 6, 7_000)),
            at(later, captured("slow-clock", 9, 9, 6, 2_000)));
    ManualTicker ticker = new ManualTicker();
    List<byte[]> given;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES, ticker)) {
      harness.feed(before);
      ticker.pass(TTL.multipliedBy(3));
      harness.feed(other);
      assertThat(harness.cameras()).isEqualTo(1);
      given = harness.feed(after).messages();
    }
    List<byte[]> kept;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      kept = harness.feed(before).feed(other).feed(after).messages();
      assertThat(harness.records().subList(4, 7))
          .extracting(record -> record.getFaces().get(0).getTrackId())
          .containsExactly(1 + 7 * 64L, 1 + 8 * 64L, 1 + 9 * 64L);
    }

    assertThat(given).usingRecursiveComparison().isEqualTo(kept);
  }

  private static SourceFrame at(long timestampMillis, SourceFrame frame) {
    return new SourceFrame(
        frame.camera(), frame.partition(), frame.offset(), timestampMillis, frame.value());
  }

  private static EncodedFrame.Builder damaged(String camera, long epoch, long sequence) {
    return TestFrames.frame(camera, epoch, sequence, new byte[] {1, 2, 3});
  }

  @Test
  void timeInWhichTheJobDoesNotRunMakesNoCameraOld() throws Exception {
    ManualTicker ticker = new ManualTicker();
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES, ticker)) {
      harness.feed(source("cam", 9, 5, FACE), source("gone", 0, 0, FACE));
      state = harness.snapshot();
    }
    ticker.pass(Duration.ofDays(365));
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, ENGINES, state, ticker)) {
      harness.feed(source("cam", 9, 5, FACE), source("cam", 9, 6, FACE));

      assertThat(harness.records().get(0).getReason()).startsWith("REPEATED: ");
      assertThat(harness.records().get(1).getFaces().get(0).getRegion().getCenterX())
          .isEqualTo(0.1f);

      ticker.pass(TTL.multipliedBy(2));
      harness.feed(source("cam", 9, 7, FACE));
      assertThat(harness.cameras()).isEqualTo(1);
    }
  }

  @Test
  void withoutATimeToLiveACameraIsRememberedForEver() throws Exception {
    ManualTicker ticker = new ManualTicker();
    try (TrackingHarness harness =
        TrackingHarness.started(settings(Duration.ZERO), ENGINES, ticker)) {
      harness.feed(source("cam", 9, 5, FACE));
      ticker.pass(Duration.ofDays(10_000));
      harness.feed(captured("cam", 1, 0, 0, Long.MAX_VALUE));

      assertThat(harness.records().get(1).getReason()).startsWith("STALE_EPOCH: ");
    }
  }

  @Test
  void moreFramesThanTheRateAreShedByTheirCaptureTimesWhateverTheMachineDoes() throws Exception {
    Configuration options = new Configuration();
    options.set(LimitsSettings.CAMERA_RATE, 10.0);
    JobSettings limited = JobSettings.from(options);
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      frames.add(captured("hot", i, 0, i, 1_000_000 + i * 10_000L));
    }
    List<byte[]> whole;
    try (TrackingHarness harness = TrackingHarness.started(limited, ENGINES)) {
      whole = harness.feed(frames).messages();

      // Two seconds, and a second's worth at once.
      assertThat(harness.records())
          .filteredOn(record -> record.getStatus() == FrameStatus.FACES)
          .hasSizeBetween(28, 30);
      assertThat(harness.records())
          .filteredOn(record -> record.getStatus() != FrameStatus.FACES)
          .allMatch(record -> record.getReason().startsWith("RATE_LIMIT: "));
    }
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(limited, ENGINES)) {
      harness.feed(frames.subList(0, 77));
      state = harness.snapshot();
    }
    try (TrackingHarness harness = TrackingHarness.restored(limited, ENGINES, state)) {
      assertThat(harness.feed(frames.subList(77, 200)).messages())
          .usingRecursiveComparison()
          .isEqualTo(whole.subList(77, 200));
    }
  }

  @Test
  void theTimeToLiveCanBeSwitchedOffAndOnAgainWithoutLosingCameras() throws Exception {
    JobSettings endless = settings(Duration.ZERO);
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("cam", 0, 0, FACE));
      state = harness.snapshot();
    }
    try (TrackingHarness harness = TrackingHarness.restored(endless, ENGINES, state)) {
      harness.feed(source("cam", 0, 1, FACE));
      assertThat(harness.records().get(0).getFaces().get(0).getRegion().getCenterX())
          .isEqualTo(0.1f);
      state = harness.snapshot();
    }
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, ENGINES, state)) {
      harness.feed(source("cam", 0, 1, FACE));
      assertThat(harness.records().get(0).getReason()).startsWith("REPEATED: ");
    }
  }

  @Test
  void theEngineIsClosedWithTheOperator() throws Exception {
    SteppedEngine engine = SteppedEngine.prompt();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, gpu -> engine)) {
      harness.feed(source("cam", 0, 0, FACE));
      assertThat(engine.isClosed()).isFalse();
    }

    assertThat(engine.isClosed()).isTrue();
  }

  @Test
  void aStateWithAgesByTheMachinesClockIsGoneOnWithHoweverOldItIs() throws Exception {
    OperatorSubtaskState state = OperatorSnapshotUtil.readStateHandle(WITH_TIME_TO_LIVE);
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, ENGINES, state)) {
      long later = 1_700_000_000_066_000L;
      harness.feed(captured("a", 3, 2, 10, later), captured("a", 4, 2, 11, later));

      assertThat(harness.cameras()).isEqualTo(2);
      assertThat(harness.records().get(0).getReason()).startsWith("REPEATED: ");
      assertThat(harness.records().get(1).getFaces().get(0).getRegion().getCenterX())
          .isEqualTo(0.2f);
    }
  }

  @Test
  void aStateOfTheFirstReleaseIsGoneOnWith() throws Exception {
    OperatorSubtaskState state = OperatorSnapshotUtil.readStateHandle(FIRST_RELEASE);
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, ENGINES, state)) {
      harness.feed(source("a", 2, 11, FACE), source("b", 0, 0, FACE), source("a", 2, 12, FACE));

      List<FrameLandmarks> records = harness.records();
      assertThat(records.get(0).getFaces().get(0).getTrackId()).isEqualTo(1);
      assertThat(records.get(0).getFaces().get(0).getRegion().getCenterX()).isEqualTo(0.2f);
      assertThat(records.get(1).getReason()).startsWith("REPEATED: ");
      assertThat(records.get(2).getFaces().get(0).getRegion().getCenterX()).isEqualTo(0.3f);
    }
  }

  /** Two cameras with all that can happen to them. Offsets grow, for there is one partition. */
  private static List<SourceFrame> mixture() {
    return List.of(
        frame("a", 0, 0, 0, FACE),
        frame("b", 1, 0, 5, FACE),
        frame("a", 2, 0, 1, FACE),
        frame("a", 3, 0, 1, FACE),
        frame("a", 4, 0, 2, DAMAGED),
        source("", 5, FACE),
        frame("b", 6, 0, 4, FACE),
        frame("a", 7, 0, 7, FACE),
        source("a", 8, DAMAGED),
        frame("a", 9, 1, 0, FACE),
        frame("a", 10, 0, 8, FACE),
        frame("b", 11, 0, 6, NO_FACE),
        frame("b", 12, 0, 7, FACE));
  }

  private static SourceFrame frame(
      String camera, long offset, long epoch, long sequence, byte[] picture) {
    return source(camera, offset, source(camera, epoch, sequence, picture).value());
  }

  private static SourceFrame captured(
      String camera, long offset, long epoch, long sequence, long atMicros) {
    return source(
        camera,
        offset,
        message(TestFrames.frame(camera, epoch, sequence, FACE).setCapturedAtMicros(atMicros)));
  }

  private static JobSettings settings(Duration timeToLive) {
    Configuration options = new Configuration();
    options.set(StateSettings.TTL, timeToLive);
    return JobSettings.from(options);
  }
}

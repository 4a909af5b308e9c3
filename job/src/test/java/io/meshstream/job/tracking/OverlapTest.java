package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.options.ComputeSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import java.io.IOException;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operator does while frames are in flight. */
@Timeout(60)
class OverlapTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final byte[] DAMAGED = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final int QUEUE = 3;
  private static final JobSettings SETTINGS = settings();

  private final SteppedEngine engine = new SteppedEngine(/* width= */ 2);

  @Test
  void manyCamerasAreInFlightButOnlyOneFrameOfEach() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 1), frame("b", 0));

      assertThat(engine.cameras()).containsExactly("a", "b");
    }
  }

  @Test
  void aFrameIsJudgedByWhatTheOneBeforeItLeft() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 0), frame("a", 1));
      look(harness, "a");
      look(harness, "a");

      List<FrameLandmarks> records = harness.records();
      assertThat(records).hasSize(3);
      assertThat(records.get(1).getReason()).startsWith("REPEATED: ");
      // Found where the frame before left it.
      assertThat(records.get(2).getFaces().get(0).getRegion().getCenterX()).isEqualTo(0.1f);
    }
  }

  @Test
  void framesThatAreDoneInAnyOrderAreKeptApartByCamera() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("b", 0), frame("b", 1), frame("a", 1));
      look(harness, "b");
      look(harness, "b");
      look(harness, "a");
      look(harness, "a");

      assertThat(written(harness)).containsExactly("b 0", "b 1", "a 0", "a 1");
      assertThat(harness.cameras()).isEqualTo(2);
      assertThat(harness.records())
          .extracting(record -> record.getFaces().get(0).getTrackId())
          .containsOnly(1L);
    }
  }

  @Test
  void aRejectedFrameDoesNotOvertakeTheOneBeforeItNorDoesItsDeadLetter() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), source("a", 9, DAMAGED));
      assertThat(harness.output()).isEmpty();
      assertThat(harness.deadLetters()).isEmpty();

      look(harness, "a");

      assertThat(harness.records())
          .extracting(FrameLandmarks::getStatus)
          .containsExactly(FrameStatus.FACES, FrameStatus.REJECTED);
      assertThat(harness.deadLetters()).hasSize(1);
    }
  }

  @Test
  void camerasTakeTurnsHoweverManyFramesOneHas() throws Exception {
    SteppedEngine single = new SteppedEngine(1);
    try (TrackingHarness harness = started(single)) {
      harness.feed(frame("a", 0), frame("a", 1), frame("a", 2), frame("b", 0));
      while (single.pending() > 0) {
        single.analyse(0);
        harness.takeIn();
      }

      assertThat(written(harness)).containsExactly("a 0", "b 0", "a 1", "a 2");
    }
  }

  @Test
  void aFrameWaitsOutsideUntilThereIsRoomInTheQueue() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("b", 0));
      harness.feed(frame("a", 1), frame("a", 2), frame("a", 3));
      // Done, but not taken in yet: that of b makes no room, that of a does.
      engine.analyse("b");
      engine.analyse("a");

      harness.feed(frame("a", 4));

      assertThat(written(harness)).containsExactly("b 0", "a 0");
      assertThat(engine.cameras()).containsExactly("a");
    }
  }

  @Test
  void aTaskWhoseQueueIsFullTakesNothingIn() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 1), frame("a", 2), frame("a", 3));
      Thread.currentThread().interrupt();

      // It waits, and only the interruption ends that.
      assertThatThrownBy(() -> harness.feed(frame("a", 4)))
          .isInstanceOf(InterruptedException.class);
      assertThat(engine.cameras()).containsExactly("a");
    }
  }

  @Test
  void aCameraWhoseQueueIsFullLeavesTheRoomOfOthers() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 1), frame("a", 2), frame("a", 3));

      harness.feed(frame("b", 0));

      assertThat(engine.cameras()).containsExactly("a", "b");
      assertThat(harness.hasRoomFor(frame("a", 4))).isFalse();
    }
  }

  @Test
  void whatWaitsIsBoundedInBytes() throws Exception {
    Configuration options = new Configuration();
    options.set(ComputeSettings.QUEUE_BYTES, new MemorySize(frame("a", 0).value().length));
    try (TrackingHarness harness =
        TrackingHarness.started(JobSettings.from(options), gpu -> engine)) {
      harness.feed(frame("a", 0), frame("b", 0));
      assertThat(harness.hasRoomFor(frame("c", 0))).isTrue();

      harness.feed(frame("c", 0));

      assertThat(harness.hasRoomFor(frame("d", 0))).isFalse();
    }
  }

  @Test
  void aBarrierWaitsForEveryFrameBeforeIt() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("b", 0), frame("a", 1), frame("c", 0));
      finishAllFromNowOn();

      harness.snapshot();

      assertThat(written(harness)).containsExactlyInAnyOrder("a 0", "b 0", "a 1", "c 0");
    }
  }

  @Test
  void aCheckpointWithFramesInItIsRefused() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 1));

      assertThatThrownBy(harness::snapshotUnprepared)
          .hasRootCauseMessage(
              "frames in a checkpoint: 1 in flight, 1 waiting (expected: none); please report it");
    }
  }

  @Test
  void aWatermarkWaitsForEveryFrameBeforeIt() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 1));
      finishAllFromNowOn();

      harness.watermark(17);

      assertThat(harness.output()).hasSize(3);
      assertThat(harness.output().get(1)).isInstanceOf(StreamRecord.class);
      assertThat(harness.output().get(2)).isEqualTo(new Watermark(17));
    }
  }

  @Test
  void theEndOfTheInputWaitsForEveryFrame() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 1), frame("b", 0));
      finishAllFromNowOn();

      harness.endInput();

      assertThat(written(harness)).containsExactlyInAnyOrder("a 0", "a 1", "b 0");
    }
  }

  @Test
  void aRestoredSubtaskGoesOnWhereTheCheckpointWas() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("a", 1));
      finishAllFromNowOn();
      state = harness.snapshot();
      engine.setPrompt(false);
      // In flight when the task fails: as if it had never come.
      harness.feed(frame("a", 2));
      harness.cancel();
    }
    SteppedEngine next = SteppedEngine.prompt();
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, gpu -> next, state)) {
      harness.feed(frame("a", 2));

      FrameLandmarks record = harness.records().get(0);
      assertThat(record.getStatus()).isEqualTo(FrameStatus.FACES);
      assertThat(record.getFaces().get(0).getRegion().getCenterX()).isEqualTo(0.2f);
    }
  }

  @Test
  void anErrorOfAWorkerReachesTheTaskAsItIs() throws Exception {
    Error error = new OutOfMemoryError("of a worker");
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0), frame("b", 0));
      engine.fail(1, error);

      assertThatThrownBy(harness::takeIn).isSameAs(error);
    }
  }

  @Test
  void anErrorOfAWorkerReachesATaskThatWaits() throws Exception {
    Error error = new OutOfMemoryError("of a worker");
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0));
      engine.fail(0, error);

      assertThatThrownBy(harness::snapshot).isSameAs(error);
    }
  }

  @Test
  void anExceptionOfTheEngineFailsTheTaskWithItsCauseAndTheFrame() throws Exception {
    IOException cause = new IOException("device lost");
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0));
      engine.fail(0, cause);

      assertThatThrownBy(harness::takeIn)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("camera=a")
          .hasCause(cause);
    }
  }

  @Test
  void aTaskThatIsCancelledInFlightClosesTheEngineAndMindsNothingThatIsDoneLater()
      throws Exception {
    TrackingHarness harness = started();
    harness.feed(frame("a", 0), frame("a", 1));

    harness.cancel();

    assertThat(engine.isClosed()).isTrue();
    engine.analyse("a");
    assertThat(harness.records()).isEmpty();
  }

  @Test
  void aTaskThatIsInterruptedWhileItWaitsStopsWaiting() throws Exception {
    try (TrackingHarness harness = started()) {
      harness.feed(frame("a", 0));
      Thread.currentThread().interrupt();

      assertThatThrownBy(harness::snapshot).isInstanceOf(InterruptedException.class);
    }
  }

  private TrackingHarness started() throws Exception {
    return started(engine);
  }

  private static TrackingHarness started(SteppedEngine engine) throws Exception {
    return TrackingHarness.started(SETTINGS, gpu -> engine);
  }

  private void look(TrackingHarness harness, String camera) throws Exception {
    engine.analyse(camera);
    harness.takeIn();
  }

  private void finishAllFromNowOn() {
    engine.setPrompt(true);
    while (engine.pending() > 0) {
      engine.analyse(engine.pending() - 1);
    }
  }

  private static List<String> written(TrackingHarness harness) {
    return harness.records().stream()
        .map(record -> record.getCameraId() + " " + record.getSequence())
        .toList();
  }

  private static SourceFrame frame(String camera, long sequence) {
    return source(camera, 0, sequence, FACE);
  }

  private static JobSettings settings() {
    Configuration options = new Configuration();
    options.set(ComputeSettings.QUEUE, QUEUE);
    return JobSettings.from(options);
  }
}

package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Cameras that send nothing any more, noticed by the operator. */
class StallTest {

  private static final byte[] NO_FACE = png(4, 4, TestingTask.NO_FACE);
  private static final JobSettings SETTINGS = settings("events");
  private static final VisionEngineFactory ENGINES = gpu -> SteppedEngine.prompt();

  @Test
  void aCameraWithoutFramesForAWhileIsStalledOnceAndResumes() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.setTime(Duration.ofSeconds(100));
      harness.feed(source("cam", 2, 6, NO_FACE), source("cam", 2, 7, NO_FACE));

      harness.setTime(Duration.ofMillis(109_999));
      assertThat(kinds(harness)).containsExactly(EventKind.STARTED);

      harness.setTime(Duration.ofSeconds(110));
      harness.setTime(Duration.ofSeconds(500));
      assertThat(kinds(harness)).containsExactly(EventKind.STARTED, EventKind.STALLED);
      CameraEvent stalled = harness.events().get(1);
      assertThat(stalled.getCameraId()).isEqualTo("cam");
      assertThat(stalled.getEpoch()).isEqualTo(2);
      assertThat(stalled.getSequence()).isEqualTo(7);
      assertThat(stalled.getOffset()).isEqualTo(7);
      assertThat(stalled.getCapturedAtMicros()).isEqualTo(1_000_007);

      harness.feed(source("cam", 2, 8, NO_FACE));
      harness.setTime(Duration.ofSeconds(510));
      assertThat(kinds(harness))
          .containsExactly(
              EventKind.STARTED, EventKind.STALLED, EventKind.RESUMED, EventKind.STALLED);
    }
  }

  @Test
  void framesKeepACameraFromStallingWithASingleTimer() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      for (int second = 0; second < 60; second++) {
        harness.setTime(Duration.ofSeconds(second));
        harness.feed(source("a", 0, second, NO_FACE), source("b", 0, second, NO_FACE));
        assertThat(harness.timers()).isEqualTo(2);
      }
      assertThat(kinds(harness)).containsExactly(EventKind.STARTED, EventKind.STARTED);
    }
  }

  @Test
  void camerasStallByThemselves() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("a", 0, 0, NO_FACE), source("b", 0, 0, NO_FACE));
      harness.setTime(Duration.ofSeconds(6));
      harness.feed(source("b", 0, 1, NO_FACE));
      harness.setTime(Duration.ofSeconds(12));

      assertThat(harness.events())
          .filteredOn(event -> event.getKind() == EventKind.STALLED)
          .extracting(CameraEvent::getCameraId)
          .containsExactly("a");
      assertThat(harness.timers()).isEqualTo(1);
    }
  }

  @Test
  void aCameraWhoseFrameIsStillAnalysedIsNotStalled() throws Exception {
    SteppedEngine engine = new SteppedEngine(1);
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, gpu -> engine)) {
      harness.hand(source("cam", 0, 0, NO_FACE));
      harness.setTime(Duration.ofSeconds(10));
      engine.analyse(0);
      harness.takeIn();
      assertThat(kinds(harness)).containsExactly(EventKind.STARTED);

      harness.setTime(Duration.ofSeconds(20));
      assertThat(kinds(harness)).containsExactly(EventKind.STARTED, EventKind.STALLED);
    }
  }

  @Test
  void aCameraOfWhichNothingCouldBeReadDoesNotStall() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("cam", 0, new byte[] {1, 2, 3}));
      harness.setTime(Duration.ofSeconds(30));

      assertThat(harness.events()).isEmpty();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void whileTheJobDoesNotRunNoCameraStalls() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("cam", 0, 0, NO_FACE));
      state = harness.snapshot();
    }
    try (TrackingHarness harness =
        TrackingHarness.restoredAt(SETTINGS, ENGINES, state, Duration.ofSeconds(9))) {
      harness.setTime(Duration.ofMillis(18_999));
      assertThat(kinds(harness)).isEmpty();
      assertThat(harness.timers()).isEqualTo(1);

      harness.setTime(Duration.ofSeconds(19));
      assertThat(kinds(harness)).containsExactly(EventKind.STALLED);
    }
  }

  @Test
  void aRestoredCameraThatSendsNeedsNoSecondTimer() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("cam", 0, 0, NO_FACE));
      state = harness.snapshot();
    }
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, ENGINES, state)) {
      harness.feed(source("cam", 0, 1, NO_FACE));

      assertThat(harness.timers()).isEqualTo(1);
      assertThat(kinds(harness)).isEmpty();
    }
  }

  @Test
  void aCameraThatHadStalledBeforeARestoreResumes() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, ENGINES)) {
      harness.feed(source("cam", 0, 0, NO_FACE));
      harness.setTime(Duration.ofSeconds(10));
      state = harness.snapshot();
    }
    try (TrackingHarness harness =
        TrackingHarness.restoredAt(SETTINGS, ENGINES, state, Duration.ofSeconds(30))) {
      harness.setTime(Duration.ofSeconds(60));
      assertThat(kinds(harness)).isEmpty();

      harness.feed(source("cam", 0, 1, NO_FACE));
      assertThat(kinds(harness)).containsExactly(EventKind.RESUMED);
    }
  }

  @Test
  void withoutATopicForEventsThereAreNeitherTimersNorEvents() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(settings(""), ENGINES)) {
      harness.feed(source("cam", 0, 0, NO_FACE));
      harness.setTime(Duration.ofSeconds(60));

      assertThat(harness.timers()).isZero();
      assertThat(harness.events()).isEmpty();
    }
  }

  private static List<EventKind> kinds(TrackingHarness harness) {
    return harness.events().stream().map(CameraEvent::getKind).toList();
  }

  private static JobSettings settings(String topic) {
    Configuration options = new Configuration();
    options.set(EventsSettings.TOPIC, topic);
    return JobSettings.from(options);
  }
}

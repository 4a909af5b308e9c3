package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.HostileFrames;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.options.StateSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * However many cameras somebody invents, a subtask remembers so many and every frame is answered.
 */
class CameraLimitTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final byte[] DAMAGED = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final VisionEngineFactory ENGINES = gpu -> SteppedEngine.prompt();

  private static JobSettings settings(Duration ttl, int cameras) {
    Configuration options = new Configuration();
    options.set(StateSettings.TTL, ttl);
    options.set(LimitsSettings.CAMERAS, cameras);
    options.set(EventsSettings.TOPIC, "events");
    return JobSettings.from(options);
  }

  private static List<String> outcomes(TrackingHarness harness) {
    return harness.takeRecords().stream().map(CameraLimitTest::outcome).toList();
  }

  private static String outcome(FrameLandmarks record) {
    return "%s %d %s"
        .formatted(record.getCameraId(), record.getSequence(), HostileFrames.outcome(record));
  }

  @Test
  void framesOfMoreCamerasAreShedAndThoseThatAreKnownGoOn() throws Exception {
    for (Duration ttl : List.of(TTL, Duration.ZERO)) {
      try (TrackingHarness harness = TrackingHarness.started(settings(ttl, 2), ENGINES)) {
        harness.feed(
            source("a", 0, 0, FACE),
            source("b", 0, 0, FACE),
            source("c", 0, 0, FACE),
            source("a", 0, 1, FACE),
            source("c", 0, 1, DAMAGED),
            source("b", 0, 1, DAMAGED));

        assertThat(outcomes(harness))
            .containsExactly(
                "a 0 FACES",
                "b 0 FACES",
                "c 0 CAMERA_LIMIT",
                "a 1 FACES",
                "c 1 CAMERA_LIMIT",
                "b 1 PICTURE_UNKNOWN_FORMAT");
        assertThat(harness.cameras()).isEqualTo(2);
        assertThat(harness.deadLetters()).hasSize(1);
      }
    }
  }

  @Test
  void aThousandInventedCamerasTakeNoMoreStateOrTimersThanThereMayBe() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(settings(TTL, 50), ENGINES)) {
      harness.feed(source("good", 0, 0, FACE));
      for (int i = 0; i < 1_000; i++) {
        harness.feed(source("invented-" + i, 0, 0, FACE));
      }
      harness.feed(source("good", 0, 1, FACE));

      List<String> outcomes = outcomes(harness);
      assertThat(outcomes).hasSize(1_002).endsWith("good 1 FACES");
      assertThat(outcomes).filteredOn(each -> each.endsWith(" FACES")).hasSize(51);
      assertThat(harness.cameras()).isEqualTo(50);
      assertThat(harness.timers()).isEqualTo(50);
    }
  }

  @Test
  void whatIsNotRememberedIsRejectedAsEver() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(settings(TTL, 1), ENGINES)) {
      harness.feed(
          source("a", 0, 0, FACE),
          new SourceFrame("", 0, 1, 1, FACE),
          new SourceFrame("b", 0, 2, 1, DAMAGED));

      assertThat(harness.records())
          .extracting(HostileFrames::outcome)
          .containsExactly("FACES", "KEY_MISSING", "MESSAGE_UNREADABLE");
    }
  }

  @Test
  void camerasThatWereRestoredAreKnownHoweverManyTheyAre() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(settings(TTL, 3), ENGINES)) {
      harness.feed(source("a", 0, 0, FACE), source("b", 0, 0, FACE), source("c", 0, 0, FACE));
      state = harness.snapshot();
    }
    try (TrackingHarness harness = TrackingHarness.restored(settings(TTL, 2), ENGINES, state)) {
      harness.feed(source("c", 0, 1, FACE), source("d", 0, 0, FACE), source("a", 0, 1, FACE));

      assertThat(outcomes(harness)).containsExactly("c 1 FACES", "d 0 CAMERA_LIMIT", "a 1 FACES");
    }
  }

  @Test
  void camerasThatAreForgottenMakeRoom() throws Exception {
    ManualTicker ticker = new ManualTicker();
    try (TrackingHarness harness = TrackingHarness.started(settings(TTL, 2), ENGINES, ticker)) {
      harness.feed(source("a", 0, 0, FACE), source("b", 0, 0, FACE), source("c", 0, 0, FACE));
      ticker.pass(TTL);
      harness.feed(source("b", 0, 1, FACE));
      ticker.pass(TTL);
      harness.feed(source("c", 0, 1, FACE), source("d", 0, 0, FACE));

      List<String> expected = new ArrayList<>();
      expected.addAll(List.of("a 0 FACES", "b 0 FACES", "c 0 CAMERA_LIMIT", "b 1 FACES"));
      expected.addAll(List.of("c 1 FACES", "d 0 CAMERA_LIMIT"));
      assertThat(outcomes(harness)).isEqualTo(expected);
    }
  }
}

package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.HostileFrames;
import io.meshstream.job.options.FreshnessSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One camera cannot hold the others: told by what is answered while it is not, never by a clock.
 */
@Timeout(60)
class FloodTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final int FRAMES = 50;
  private static final int FLOOD = 50;

  private static JobSettings settings(Configuration options) {
    return JobSettings.from(options);
  }

  private static JobSettings keepingTheNewest() {
    Configuration options = new Configuration();
    options.set(FreshnessSettings.MAX_QUEUE, 1);
    return settings(options);
  }

  /** Fifty frames of the flood for one of each neighbour. */
  private static List<SourceFrame> frames() {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      for (int flood = 0; flood < FLOOD; flood++) {
        frames.add(numbered("flood", (long) FLOOD * i + flood));
      }
      frames.add(numbered("left", i));
      frames.add(numbered("right", i));
    }
    return frames;
  }

  private static SourceFrame numbered(String camera, long sequence) {
    // Ten frames of a neighbour in a second.
    long micros = camera.equals("flood") ? 2_000 * sequence : 100_000 * sequence;
    return source(
        camera,
        sequence,
        message(frame(camera, 0, sequence, FACE).setCapturedAtMicros(1_000_000 + micros)));
  }

  @Test
  void neighboursAreAnsweredInOrderAndInFullWhileNoFrameOfTheFloodIs() throws Exception {
    SteppedEngine engine = new SteppedEngine(2);
    try (TrackingHarness harness = TrackingHarness.started(keepingTheNewest(), gpu -> engine)) {
      for (SourceFrame frame : frames()) {
        harness.feed(frame);
        while (engine.cameras().stream().anyMatch(camera -> !camera.equals("flood"))) {
          engine.analyse(engine.cameras().get(0).equals("flood") ? 1 : 0);
          harness.takeIn();
        }
      }

      assertNeighboursAreAnswered(harness.records());
      assertThat(engine.cameras()).containsExactly("flood");
      assertThat(harness.records()).noneMatch(record -> record.getCameraId().equals("flood"));
      engine.setPrompt(true);
      engine.analyse("flood");
      harness.endInput();
      assertThat(harness.records()).hasSize(FRAMES * (FLOOD + 2));
    }
  }

  @Test
  void aFloodAboveTheRateOfACameraIsShedAndTakesNoTurnOfTheEngine() throws Exception {
    Configuration options = new Configuration();
    options.set(LimitsSettings.CAMERA_RATE, 20.0);
    SteppedEngine engine = SteppedEngine.prompt();
    try (TrackingHarness harness = TrackingHarness.started(settings(options), gpu -> engine)) {
      harness.feed(frames()).endInput();

      assertNeighboursAreAnswered(harness.records());
      assertThat(harness.records())
          .filteredOn(record -> record.getCameraId().equals("flood"))
          .hasSize(FRAMES * FLOOD)
          .filteredOn(record -> HostileFrames.outcome(record).equals("FACES"))
          .hasSizeBetween(100, 120);
    }
  }

  private static void assertNeighboursAreAnswered(List<FrameLandmarks> records) {
    for (String camera : List.of("left", "right")) {
      assertThat(records)
          .filteredOn(record -> record.getCameraId().equals(camera))
          .allMatch(record -> HostileFrames.outcome(record).equals("FACES"))
          .extracting(FrameLandmarks::getSequence)
          .containsExactlyElementsOf(LongStream.range(0, FRAMES).boxed().toList());
    }
  }
}

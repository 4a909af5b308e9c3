package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.HostileFrames;
import io.meshstream.job.TestFrames;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.sample.Portrait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator with the real models, in a JVM with the heap that Flink gives a TaskManager by
 * default.
 */
class HostileFramesTest {

  private static final JobSettings SETTINGS = JobSettings.from(new Configuration());

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void everyHostileFrameHasTheOutcomeThatItsContentsSayAndHoldsUpNoOther() throws Exception {
    List<HostileFrames.Hostile> hostile = HostileFrames.all();
    List<SourceFrame> frames = new ArrayList<>();
    Map<Long, String> expected = new LinkedHashMap<>();
    for (HostileFrames.Hostile each : hostile) {
      long offset = frames.size();
      frames.add(new SourceFrame(each.camera(), 0, offset, 1, each.value()));
      expected.put(offset, each.outcome());
      if (offset % 10 == 0) {
        frames.add(good(frames.size(), (int) (offset / 10)));
      }
    }
    try (TrackingHarness harness =
        TrackingHarness.started(SETTINGS, new OnnxVisionEngineFactory(SETTINGS))) {
      harness.feed(frames).endInput();

      assertThat(harness.records()).hasSize(frames.size());
      Map<Long, String> outcomes = new LinkedHashMap<>();
      for (FrameLandmarks record : harness.records()) {
        if (record.getCameraId().equals("good")) {
          assertThat(record.getStatus()).isEqualTo(FrameStatus.FACES);
          assertThat(record.getFaces().get(0).getTrackId()).isEqualTo(65);
        } else {
          outcomes.put(record.getSourceOffset(), HostileFrames.outcome(record));
        }
      }
      assertThat(outcomes).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(harness.deadLetters())
          .hasSize(
              (int) expected.values().stream().filter(each -> !each.equals("NO_FACE")).count());
    }
  }

  private static SourceFrame good(long offset, int sequence) {
    byte[] message = TestFrames.message(TestFrames.frame("good", 0, sequence, Portrait.png()));
    return new SourceFrame("good", 0, offset, 1, message);
  }
}

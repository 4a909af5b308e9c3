package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Plays cameras, a topic, the operator and a slow engine against each other, millisecond by
 * millisecond on a clock that only it moves.
 */
final class Overload {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);

  private final ManualClock clock;
  private final JobSettings settings;
  private final SlowEngine engine;
  private final Queue<SourceFrame> topic = new ArrayDeque<>();
  private final List<Done> done = new ArrayList<>();
  private int sent;

  /**
   * A frame that came out.
   *
   * @param ageMillis from its capture to its record
   */
  record Done(String camera, long sequence, boolean isProcessed, long ageMillis) {}

  Overload(ManualClock clock, JobSettings settings, int threads, int serviceMillis) {
    this.clock = clock;
    this.settings = settings;
    this.engine = new SlowEngine(threads, serviceMillis, clock);
  }

  int sent() {
    return sent;
  }

  /**
   * Has each camera send a frame every so many milliseconds, and everything that was sent leave.
   */
  List<Done> run(Map<String, Integer> periodsMillis, Duration time) throws Exception {
    try (TrackingHarness harness =
        TrackingHarness.started(settings, gpu -> engine.engine(), clock)) {
      long start = clock.millis();
      for (long now = start; now < start + time.toMillis() || done.size() < sent; now++) {
        clock.set(now);
        if (now < start + time.toMillis()) {
          capture(periodsMillis, now - start);
        }
        engine.advance();
        harness.takeIn();
        collect(harness);
        handOver(harness);
      }
      return done;
    }
  }

  private void capture(Map<String, Integer> periodsMillis, long elapsed) {
    periodsMillis.forEach(
        (camera, period) -> {
          if (elapsed % period == 0) {
            long sequence = elapsed / period;
            topic.add(
                source(
                    camera,
                    sequence,
                    message(
                        frame(camera, 0, sequence, FACE)
                            .setCapturedAtMicros(1000 * clock.millis()))));
            sent++;
          }
        });
  }

  /** Hands over what there is room for; a task would wait for more. */
  private void handOver(TrackingHarness harness) throws Exception {
    while (!topic.isEmpty() && harness.hasRoomFor(topic.element())) {
      harness.hand(topic.remove());
      engine.advance();
      harness.takeIn();
      collect(harness);
    }
  }

  private void collect(TrackingHarness harness) {
    for (FrameLandmarks record : harness.takeRecords()) {
      done.add(
          new Done(
              record.getCameraId(),
              record.getSequence(),
              record.getStatus() != FrameStatus.SHED,
              clock.millis() - record.getCapturedAtMicros() / 1000));
    }
  }
}

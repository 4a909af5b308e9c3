package io.meshstream.job.tracking;

import io.meshstream.job.options.FreshnessSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.vision.FrameVision;
import io.meshstream.job.vision.Sight;
import io.meshstream.job.vision.TestingFaceFinder;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.image.PictureLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tracking one frame after the other, without Flink, threads and queues: what the operator must
 * agree with to the byte.
 */
final class SequentialTracking {

  private static final FreshnessSettings NO_LIMITS = new FreshnessSettings(Duration.ZERO, 0);

  private final FrameParser parser = new FrameParser(FrameFormat.AVRO, 1_000_000);
  private final FrameVision vision =
      new FrameVision(PictureLimits.defaults(), new TestingFaceFinder());
  private final FrameProcessor processor =
      new FrameProcessor(
          new FrameProcessor.Lifetimes(Duration.ofSeconds(5), Duration.ofHours(1)),
          new CameraRate(0),
          new FrameBudget(NO_LIMITS, Clock.systemUTC()),
          "testing",
          /* detections= */ false,
          new DeadLetters("frames", 1_000_000));
  private final Map<String, CameraMemory> memories = new HashMap<>();

  Outcome process(SourceFrame source) {
    ParsedFrame parsed = parser.parse(source);
    Admission admission = processor.admit(memory(source.camera()), source, parsed, 0);
    Outcome outcome = outcome(admission);
    memories.put(source.camera(), outcome.memory());
    return outcome;
  }

  private Outcome outcome(Admission admission) {
    if (admission instanceof Admission.Look look) {
      Sight sight = vision.look(look.tracking(), look.frame());
      return processor.conclude(look, sight);
    }
    return ((Admission.Settled) admission).outcome();
  }

  /** What is remembered of a camera by now. */
  CameraMemory memory(String camera) {
    return memories.getOrDefault(camera, CameraMemory.none());
  }
}

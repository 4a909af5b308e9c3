package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.FrameAnalyzer;
import io.meshstream.job.vision.TestingLease;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.image.PictureLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/**
 * Tracking one frame after the other, without operator, threads and queues: what the operator must
 * agree with to the byte.
 */
final class SequentialTracking {

  private static final JobSettings JOB = JobSettings.from(new Configuration());
  private static final ResolvedSettings SETTINGS = ResolvedSettings.ofOptions(JOB.camera());

  private final FrameParser parser = new FrameParser(FrameFormat.AVRO, 1_000_000);
  private final FrameAnalyzer analyzer = new FrameAnalyzer(PictureLimits.defaults());
  private final FrameProcessor processor;
  private final Map<String, CameraSession> sessions = new HashMap<>();

  SequentialTracking() {
    this(JOB.events());
  }

  /** The same with events. */
  SequentialTracking(EventsSettings events) {
    this.processor =
        new FrameProcessor(
            Duration.ofHours(1),
            new CameraRate(0),
            Clock.systemUTC(),
            new DeadLetters("frames", 1_000_000),
            events);
  }

  FrameOutcome process(SourceFrame source) {
    return process(source, SETTINGS);
  }

  /** The same under settings of the test. */
  FrameOutcome process(SourceFrame source, ResolvedSettings settings) {
    ParsedFrame parsed = parser.parse(source);
    Admission admission =
        processor.admit(session(source.camera()), settings, source, parsed, /* behind= */ 0);
    FrameOutcome outcome = outcome(admission);
    sessions.put(source.camera(), outcome.session());
    return outcome;
  }

  private FrameOutcome outcome(Admission admission) {
    if (admission instanceof Admission.Admitted admitted) {
      AnalysisRequest request =
          new AnalysisRequest(
              new TestingLease(new TestingTask()), admitted.state(), admitted.frame(), () -> true);
      return processor.conclude(admitted, analyzer.analyse(request));
    }
    return ((Admission.Refused) admission).outcome();
  }

  /** Goes on from what is known of a camera elsewhere. */
  void restore(String camera, CameraSession session) {
    sessions.put(camera, session);
  }

  /** Returns what is known of a camera by now. */
  CameraSession session(String camera) {
    return sessions.getOrDefault(camera, CameraSession.none());
  }

  /** Returns the dead letter of a frame, if it has one. */
  static Optional<DeadLetter> deadLetter(FrameOutcome outcome) {
    return outcome.sideOutputs().stream()
        .filter(each -> each.tag().equals(TrackingOperatorFactory.DEAD_LETTERS))
        .map(each -> (DeadLetter) each.value())
        .findFirst();
  }
}

package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.SourceFrame;
import java.time.Clock;
import java.util.Optional;

/**
 * Settles what became of a frame: keeps what is known of its camera from then on, counts it, and
 * writes its record. For the task's thread.
 */
final class OutcomeWriter {

  private final CameraSessions sessions;
  private final Optional<StalledCameras> stalls;
  private final TrackingMetrics metrics;
  private final TrackingOutput output;
  private final Clock clock;

  /**
   * @param stalls notices cameras that fall silent, if that is wanted
   * @param clock tells how long ago frames were captured
   */
  OutcomeWriter(
      CameraSessions sessions,
      Optional<StalledCameras> stalls,
      TrackingMetrics metrics,
      TrackingOutput output,
      Clock clock) {
    this.sessions = sessions;
    this.stalls = stalls;
    this.metrics = metrics;
    this.output = output;
    this.clock = clock;
  }

  /**
   * Settles a frame that was refused.
   *
   * @param before what was known of its camera
   */
  void write(CameraSession before, SourceFrame source, FrameOutcome outcome) throws Exception {
    sessions.update(source.camera(), before, outcome.session());
    stalls.ifPresent(each -> each.concluded(source.camera(), outcome.session()));
    metrics.count(source.camera(), outcome);
    output.write(source, outcome);
  }

  /** Settles a frame that was admitted, and notes how long it took, unless it was shed. */
  void write(Admission.Admitted admitted, FrameOutcome outcome, Passage passage) throws Exception {
    SourceFrame source = admitted.source();
    write(admitted.session(), source, outcome);
    if (!outcome.isShed()) {
      metrics.measure(source.camera(), passage.end(outcome, clock));
    }
  }
}

package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.Optional;
import org.apache.flink.api.common.operators.MailboxExecutor;

/**
 * Dispatches the frames of a subtask: has them wait in the queue of their camera, admits or refuses
 * them in its order, and keeps the engine busy with frames of different cameras.
 *
 * <p>For the task's thread, which takes in what the engine has done while this class waits; so
 * whatever it does then belongs to another camera.
 */
final class FrameDispatcher {

  private final MailboxExecutor mailbox;
  private final FrameReader reader;
  private final CameraSettingsResolver settingsOf;
  private final CameraQueues queues;
  private final CameraSessions sessions;
  private final FrameProcessor processor;
  private final FrameModels models;
  private final AnalysisRuns analyses;
  private final OutcomeWriter outcomes;

  /**
   * @param mailbox the task's
   * @param queues the frames that wait; if there are any, then one is in flight
   */
  FrameDispatcher(
      MailboxExecutor mailbox,
      FrameReader reader,
      CameraSettingsResolver settingsOf,
      CameraQueues queues,
      CameraSessions sessions,
      FrameProcessor processor,
      FrameModels models,
      AnalysisRuns analyses,
      OutcomeWriter outcomes) {
    this.mailbox = mailbox;
    this.reader = reader;
    this.settingsOf = settingsOf;
    this.queues = queues;
    this.sessions = sessions;
    this.processor = processor;
    this.models = models;
    this.analyses = analyses;
    this.outcomes = outcomes;
  }

  /** Takes in a record of the frames topic; waits until there is room for it. */
  void take(SourceFrame source) throws Exception {
    ParsedFrame parsed = reader.read(source);
    int worthwhile = worthwhile(source, parsed);
    while (!queues.hasRoomFor(source, worthwhile)) {
      mailbox.yield();
    }
    queues.add(new QueuedFrame(source, parsed, System.nanoTime()), worthwhile);
    fillEngine();
  }

  /** Tells whether a frame can be taken in without waiting. */
  boolean hasRoomFor(SourceFrame source) {
    return queues.hasRoomFor(source, worthwhile(source, reader.read(source)));
  }

  /** Tells whether a frame of a camera waits or is analysed. */
  boolean isServing(String camera) {
    return queues.isServing(camera);
  }

  private int worthwhile(SourceFrame source, ParsedFrame parsed) {
    return settingsFor(source, parsed).settings().freshness().maxQueue();
  }

  private ResolvedSettings settingsFor(SourceFrame source, ParsedFrame parsed) {
    return settingsOf.of(source.camera(), parsed.header().timeMicros(source));
  }

  private void fillEngine() throws Exception {
    while (!analyses.isFull()) {
      Optional<CameraQueues.CameraQueue> queue = queues.acquire();
      if (queue.isEmpty()) {
        return;
      }
      startNext(queue.get());
    }
  }

  /**
   * Starts the camera's next frame that is admitted, and writes those that are refused before it: a
   * place in the engine is never spent on a frame that is shed.
   */
  private void startNext(CameraQueues.CameraQueue queue) throws Exception {
    while (queue.waiting() > 0) {
      QueuedFrame frame = queue.remove();
      CameraSession session = sessions.of(queue.camera());
      ResolvedSettings resolved = frame.followed(settingsFor(frame.source(), frame.parsed()));
      Admission admission = admission(session, resolved, frame, queue.waiting());
      if (admission instanceof Admission.Admitted admitted) {
        analyses.start(
            admitted,
            frame.arrivedNanos(),
            models.lease(admitted),
            models.shadow(admitted),
            (outcome, passage) -> complete(queue, admitted, outcome, passage));
        return;
      }
      outcomes.write(session, frame.source(), ((Admission.Refused) admission).outcome());
    }
    queues.release(queue);
  }

  private Admission admission(
      CameraSession session, ResolvedSettings resolved, QueuedFrame frame, int behind) {
    Optional<Shedding> tooMany = sessions.tooMany(session);
    return tooMany.isPresent()
        ? processor.refuse(session, resolved, frame.source(), frame.parsed(), tooMany.get())
        : processor.admit(session, resolved, frame.source(), frame.parsed(), behind);
  }

  private void complete(
      CameraQueues.CameraQueue queue,
      Admission.Admitted admitted,
      FrameOutcome outcome,
      Passage passage)
      throws Exception {
    outcomes.write(admitted, outcome, passage);
    if (outcome.isShed()) {
      startNext(queue);
    } else {
      queues.release(queue);
    }
    fillEngine();
  }
}

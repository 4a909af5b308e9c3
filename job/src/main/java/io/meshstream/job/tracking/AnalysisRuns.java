package io.meshstream.job.tracking;

import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.ShadowRun;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.vision.inference.InferenceException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.taskmanager.AsyncExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has admitted frames analysed by the engine, and hands what became of them back to the task's
 * thread, through its mailbox. Fails with the cause when the engine does.
 *
 * <p>For the task's thread; only {@link #handOver} runs on others.
 */
final class AnalysisRuns {

  private static final Logger LOG = LoggerFactory.getLogger(AnalysisRuns.class);

  private final VisionEngine engine;
  private final FrameProcessor processor;
  private final MailboxExecutor mailbox;
  private final FailedFrames failedFrames;
  private final AsyncExceptionHandler failures;

  private int inFlight;

  /** Takes what became of an admitted frame, on the task's thread. */
  @FunctionalInterface
  interface Taker {

    /** Takes it; the frame is in flight no more. */
    void take(FrameOutcome outcome, Passage passage) throws Exception;
  }

  /** What came of a frame, and when. */
  private record Concluded(FrameOutcome outcome, Passage passage) {}

  /**
   * @param processor concludes what became of a frame, on a thread of the engine
   * @param mailbox the task's
   * @param failedFrames told at which frame the engine failed
   * @param failures fails the task from any thread
   */
  AnalysisRuns(
      VisionEngine engine,
      FrameProcessor processor,
      MailboxExecutor mailbox,
      FailedFrames failedFrames,
      AsyncExceptionHandler failures) {
    this.engine = engine;
    this.processor = processor;
    this.mailbox = mailbox;
    this.failedFrames = failedFrames;
    this.failures = failures;
  }

  /** Returns the number of frames that the engine has. */
  int inFlight() {
    return inFlight;
  }

  /** Tells whether the engine has enough to do. */
  boolean isFull() {
    return inFlight >= engine.width();
  }

  /**
   * Starts the analysis of a frame.
   *
   * @param arrivedNanos when the frame came
   * @param lease by what
   * @param shadow by what else
   */
  void start(
      Admission.Admitted admitted,
      long arrivedNanos,
      TaskLease lease,
      Optional<ShadowRun> shadow,
      Taker taker) {
    inFlight++;
    long startNanos = System.nanoTime();
    Future<?> unused =
        engine
            .analyse(
                new AnalysisRequest(
                    lease,
                    admitted.state(),
                    admitted.frame(),
                    () -> processor.isWanted(admitted),
                    shadow))
            .thenApply(
                analysis ->
                    new Concluded(
                        processor.conclude(admitted, analysis),
                        Passage.of(arrivedNanos, startNanos, analysis)))
            .whenComplete((concluded, failure) -> handOver(admitted, concluded, failure, taker));
  }

  /** Runs on a thread of the engine. */
  private void handOver(
      Admission.Admitted admitted, Concluded concluded, Throwable failure, Taker taker) {
    try {
      mailbox.execute(
          () -> complete(admitted, concluded, failure, taker),
          "complete a frame of camera %s",
          admitted.source().camera());
    } catch (RejectedExecutionException e) {
      LOG.debug("Frame {} was done after the task had ended.", admitted.frame().header());
    } catch (Throwable e) {
      // Nobody asks for what is thrown here, and the task would wait for the frame for ever.
      failures.handleAsyncException("A frame could not be handed back to the task.", e);
    }
  }

  private void complete(
      Admission.Admitted admitted, Concluded concluded, Throwable failure, Taker taker)
      throws Exception {
    if (failure != null) {
      throw failed(admitted, failure);
    }
    inFlight--;
    taker.take(concluded.outcome(), concluded.passage());
  }

  /** Errors pass as they are, for Flink has rules of its own for those that are fatal. */
  private Exception failed(Admission.Admitted admitted, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof InferenceException)) {
      // Of a device no frame is to blame: while it is gone, all would be refused one by one.
      failedFrames.add(admitted.source());
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(
        "The vision engine failed on " + admitted.frame().header(), cause);
  }

  /** Waits until the engine has none any more; what came of them has been taken by then. */
  void await() throws InterruptedException {
    while (inFlight > 0) {
      mailbox.yield();
    }
  }
}

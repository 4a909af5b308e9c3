package io.meshstream.tools.local;

import io.meshstream.tools.simulation.Clip;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Makes the beginning of the clips and runs the task on one of them in a thread of its own, while
 * Kafka and Flink start.
 */
final class ClipPreparation implements AutoCloseable {

  private final CompletableFuture<List<Clip>> clips;
  private volatile boolean isClosed;

  private ClipPreparation(CameraPlan plan, BooleanSupplier stopped) {
    clips = CompletableFuture.supplyAsync(() -> prepared(plan, stopped));
  }

  /**
   * Begins.
   *
   * @param stopped whether to do no more
   */
  static ClipPreparation start(CameraPlan plan, BooleanSupplier stopped) {
    return new ClipPreparation(plan, stopped);
  }

  private List<Clip> prepared(CameraPlan plan, BooleanSupplier stopped) {
    BooleanSupplier isOver = () -> isClosed || stopped.getAsBoolean();
    List<Clip> prepared = plan.clips();
    plan.makeFirst(prepared, isOver);
    if (!isOver.getAsBoolean()) {
      WarmUp.run(prepared.get(0), plan.task(), isOver);
    }
    return prepared;
  }

  /**
   * Waits for the clips.
   *
   * @return one for each camera
   * @throws RuntimeException what kept them from being made
   */
  List<Clip> await() throws InterruptedException {
    try {
      return clips.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("clips: not made (expected: they are); report it", e);
    }
  }

  /** Stops it, and waits until it has: the models must not be in use when the process ends. */
  @Override
  public void close() {
    isClosed = true;
    try {
      clips.join();
    } catch (CompletionException e) {
      // Whoever waits for the clips is told.
    }
  }
}

package io.meshstream.tools.landmarks;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.vision.TaskState;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Pictures that have nothing to do with each other, looked at by all cores. The answers come in the
 * order of the pictures and are the same whatever runs when; a few at a time wait for their turn.
 */
final class StillAnswers implements Answers {

  private final Iterator<Still> stills;
  private final int count;
  private final Sight sight;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(threads, task -> new Thread(task, "stills"));
  private final Queue<Future<Answer>> ahead = new ArrayDeque<>();

  /**
   * Begins.
   *
   * @param sight takes each picture by itself
   */
  StillAnswers(List<Still> stills, Sight sight) {
    this.stills = stills.iterator();
    this.count = stills.size();
    this.sight = sight;
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(count);
  }

  @Override
  public Optional<Answer> next() throws InterruptedException {
    while (stills.hasNext() && ahead.size() < 2 * threads) {
      Still still = stills.next();
      ahead.add(workers.submit(() -> answer(still)));
    }
    return ahead.isEmpty() ? Optional.empty() : Optional.of(taken(ahead.remove()));
  }

  private Answer answer(Still still) {
    return sight.look(still, Optional.empty(), TaskState.initial()).answer();
  }

  private static Answer taken(Future<Answer> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Waits for the pictures that are being looked at: what they are looked at with is closed next.
   */
  @Override
  public void close() {
    ahead.forEach(answer -> answer.cancel(/* mayInterruptIfRunning= */ false));
    workers.shutdown();
    try {
      workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

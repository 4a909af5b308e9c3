package io.meshstream.job.vision;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that look at frames, shared by all subtasks of a class loader that want as many.
 *
 * <p>Thread-safe. Its queue has no bound of its own: every subtask has a bound on the frames that
 * it has in flight.
 */
final class WorkerPool implements Executor, AutoCloseable {

  /** With what the name of each of its threads begins. */
  static final String THREAD_NAME = "meshstream-vision-";

  private static final ConcurrentMap<Integer, Shared<WorkerPool>> POOLS = new ConcurrentHashMap<>();

  private final ExecutorService pool;
  private final int threads;

  private WorkerPool(int threads) {
    AtomicInteger started = new AtomicInteger();
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, THREAD_NAME + started.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes part in the pool of so many threads, which is started for the first. */
  static Shared<WorkerPool>.Lease ofThreads(int threads) {
    return POOLS
        .computeIfAbsent(
            threads, count -> new Shared<>(() -> new WorkerPool(count), WorkerPool::close))
        .acquire();
  }

  int threads() {
    return threads;
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /**
   * Drops what waits and returns when no thread runs any more. Does so even if interrupted, as a
   * task is that is cancelled: the models that the threads run are about to be unloaded.
   */
  @Override
  public void close() {
    pool.shutdownNow();
    boolean interrupted = false;
    boolean terminated = false;
    while (!terminated) {
      try {
        terminated = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

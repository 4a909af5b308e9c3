package io.meshstream.job.vision;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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

  private final int threads;
  private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
  private final ExecutorService pool;

  private WorkerPool(int threads) {
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads, this::newThread);
  }

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, THREAD_NAME + started.size());
    thread.setDaemon(true);
    started.add(thread);
    return thread;
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
   * Drops what waits, and returns when every thread has ended. Does so even if interrupted, as a
   * task is that is cancelled: the models that the threads run are about to be unloaded.
   */
  @Override
  public void close() {
    pool.shutdownNow();
    boolean interrupted = false;
    for (Thread thread : started) {
      interrupted |= awaitEnd(thread);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether the wait was interrupted. */
  private static boolean awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}

package io.meshstream.job.vision;

import java.util.Comparator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that analyse frames, shared by all subtasks of a class loader that want as many. One
 * that has no frame to begin with helps with a frame that another is at work on.
 *
 * <p>A thread that does not come back from its work can be abandoned: another takes its place until
 * it does. There are never more such threads than others.
 *
 * <p>Thread-safe. Its queue has no bound of its own: every subtask has a bound on the frames that
 * it has in flight.
 */
final class WorkerPool implements AutoCloseable {

  /** What a thread does. */
  interface Work extends Runnable {

    /** Gives it up, on any thread: no thread is going to do it. */
    void drop();
  }

  /** With what the name of each of its threads begins. */
  static final String THREAD_NAME = "meshstream-vision-";

  private static final ConcurrentMap<Integer, Shared<WorkerPool>> POOLS = new ConcurrentHashMap<>();

  /** How often a pool that is being closed looks whether the thread it waits for was abandoned. */
  private static final int CLOSING_MILLIS = 50;

  /** How much help for each thread may wait, most of which is not needed any more by its turn. */
  private static final int MOST_HELP = 16;

  /**
   * Work in the queue, in the order in which it is done.
   *
   * @param rank 0 for frames, 1 for help
   * @param ticket tells who came first
   */
  private record Queued(Work work, int rank, long ticket) implements Runnable, Comparable<Queued> {

    private static final Comparator<Queued> ORDER =
        Comparator.comparingInt(Queued::rank).thenComparingLong(Queued::ticket);

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Queued other) {
      return ORDER.compare(this, other);
    }
  }

  private final int threads;
  private final Timer timer;
  private final Occupancy occupancy;
  private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
  private final Set<Thread> abandoned = ConcurrentHashMap.newKeySet();
  private final AtomicLong tickets = new AtomicLong();
  private final ThreadPoolExecutor pool;

  /**
   * @param threads how many threads there are
   * @param timer tells when a thread has been away for too long; closed with the pool
   */
  WorkerPool(int threads, Timer timer) {
    this.threads = threads;
    this.timer = timer;
    this.occupancy = new Occupancy(threads, System::nanoTime);
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            this::newThread,
            (work, closedPool) -> drop(work));
  }

  private Thread newThread(Runnable work) {
    started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(work, THREAD_NAME + started.size());
    thread.setDaemon(true);
    started.add(thread);
    return thread;
  }

  /** Takes part in the pool of so many threads, which is started for the first. */
  static Shared<WorkerPool>.Lease ofThreads(int threads) {
    return POOLS
        .computeIfAbsent(
            threads,
            count ->
                new Shared<>(() -> new WorkerPool(count, new TimerThread()), WorkerPool::close))
        .acquire();
  }

  int threads() {
    return threads;
  }

  Timer timer() {
    return timer;
  }

  /** Tells how busy the threads have been, as those who work on them note. */
  Occupancy occupancy() {
    return occupancy;
  }

  /** Has a thread do some work, or drops it if the pool is closed. */
  void execute(Work work) {
    pool.execute(new Queued(work, 0, tickets.getAndIncrement()));
  }

  /**
   * Has a thread do some work once no frame waits for it. Drops the work if all threads have enough
   * to do.
   */
  void help(Work work) {
    Queue<Runnable> queue = pool.getQueue();
    boolean isFrameWaiting = queue.peek() instanceof Queued first && first.rank() == 0;
    if (isFrameWaiting || queue.size() >= MOST_HELP * threads) {
      work.drop();
    } else {
      pool.execute(new Queued(work, 1, tickets.getAndIncrement()));
    }
  }

  private static void drop(Runnable queued) {
    ((Queued) queued).work().drop();
  }

  /**
   * Has another thread take the place of one that may never come back.
   *
   * @return whether it did; not if as many as there should be are away already
   */
  synchronized boolean abandon(Thread thread) {
    if (abandoned.size() == threads) {
      return false;
    }
    abandoned.add(thread);
    int size = threads + abandoned.size();
    pool.setMaximumPoolSize(size);
    pool.setCorePoolSize(size);
    return true;
  }

  /** Takes an abandoned thread in again, which ends or does the work of one that does. */
  synchronized void takeBack(Thread thread) {
    abandoned.remove(thread);
    int size = threads + abandoned.size();
    pool.setCorePoolSize(size);
    pool.setMaximumPoolSize(size);
  }

  /**
   * Drops what waits, and returns when every thread has ended that was not abandoned. Does so even
   * if interrupted, as a task is that is cancelled: the models that the threads run are about to be
   * unloaded.
   */
  @Override
  public void close() {
    pool.shutdownNow().forEach(WorkerPool::drop);
    boolean interrupted = false;
    for (Thread thread : started) {
      interrupted |= awaitEnd(thread);
    }
    timer.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether the wait was interrupted. */
  private boolean awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive() && !abandoned.contains(thread)) {
      try {
        thread.join(CLOSING_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}

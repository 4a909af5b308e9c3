package io.meshstream.job.vision;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.inference.InferenceException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each frame in one thread of a pool, from start to end. Where the models run in batches,
 * a thread waits for its part of a batch meanwhile, so it takes more threads than cores.
 *
 * <p>A frame that a thread does not come back from in time is {@link Sight.Unseen}, and another
 * thread takes the place of that one; so one picture cannot keep the others, nor a checkpoint,
 * waiting for longer. That is a last resort, which depends on the machine: what a picture may cost
 * is mostly decided by its header.
 */
public final class PooledVision implements VisionEngine {

  private static final Logger LOG = LoggerFactory.getLogger(PooledVision.class);

  private final FaceFinder finder;
  private final FrameVision vision;
  private final Duration frameTime;
  private final Shared<WorkerPool>.Lease pool;

  // Guarded by running.
  private final Set<Look> running = new HashSet<>();
  private boolean closed;

  /**
   * @param pool the threads; released with the engine
   */
  PooledVision(
      FaceFinder finder, PictureLimits limits, Duration frameTime, Shared<WorkerPool>.Lease pool) {
    this.finder = finder;
    this.vision = new FrameVision(limits, finder);
    this.frameTime = frameTime;
    this.pool = pool;
  }

  /**
   * Makes an engine.
   *
   * @param finder finds the faces; closed with the engine, or when the last thread has come back
   *     that uses it
   * @param limits what a picture may be
   * @param frameTime how long a frame may take once a thread has begun with it; zero: any time
   * @param threads how many threads look at frames; 0: one per core. All engines of a class loader
   *     that say the same share them.
   */
  public static PooledVision open(
      FaceFinder finder, PictureLimits limits, Duration frameTime, int threads) {
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    return new PooledVision(finder, limits, frameTime, WorkerPool.ofThreads(count));
  }

  @Override
  public CompletableFuture<Sight> look(
      TaskState tracking, ParsedFrame.Valid frame, BooleanSupplier wanted) {
    WorkerPool workers = pool.get();
    Look look =
        new Look(
            workers,
            frame,
            () -> wanted.getAsBoolean() ? vision.look(tracking, frame) : new Sight.Unwanted());
    workers.execute(look);
    return look.sight;
  }

  /** A frame for each thread, and one for the thread that is done first. */
  @Override
  public int width() {
    return pool.get().threads() + 1;
  }

  @Override
  public long wholeJpegs() {
    return vision.wholeJpegs();
  }

  @Override
  public ModelRuns runs() {
    return finder.runs();
  }

  @Override
  public String modelId() {
    return finder.modelId();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Models must not be unloaded under a thread that runs them, be it shared with other engines
   * or abandoned: the finder is closed when the last has come back.
   */
  @Override
  public void close() {
    synchronized (running) {
      closed = true;
    }
    pool.close();
    CompletableFuture<?>[] ends;
    synchronized (running) {
      ends = running.stream().map(look -> look.end).toArray(CompletableFuture[]::new);
    }
    if (ends.length == 0) {
      finder.close();
    } else {
      CompletableFuture<Void> unused = CompletableFuture.allOf(ends).thenRun(finder::close);
    }
  }

  /** One frame that is looked at, by one thread. */
  private final class Look implements Runnable {

    private final WorkerPool workers;
    private final ParsedFrame.Valid frame;
    private final Supplier<Sight> work;
    private final CompletableFuture<Sight> sight = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    // Guarded by this.
    private Thread worker;
    private boolean isAbandoned;

    Look(WorkerPool workers, ParsedFrame.Valid frame, Supplier<Sight> work) {
      this.workers = workers;
      this.frame = frame;
      this.work = work;
    }

    @Override
    public void run() {
      if (!begin()) {
        return;
      }
      Runnable alarm =
          frameTime.isZero() ? () -> {} : workers.timer().schedule(frameTime, this::timeIsUp);
      Sight seen = null;
      Throwable failure = null;
      try {
        seen = work.get();
      } catch (Throwable e) {
        failure = e;
      }
      alarm.run();
      if (!end()) {
        return;
      }
      if (failure == null) {
        sight.complete(seen);
      } else {
        sight.completeExceptionally(failure);
      }
    }

    /** Tells whether it is worth while. */
    private boolean begin() {
      synchronized (running) {
        if (closed) {
          return false;
        }
        running.add(this);
      }
      synchronized (this) {
        worker = Thread.currentThread();
      }
      return true;
    }

    /** Tells whether there is still somebody who waits for what was seen. */
    private boolean end() {
      boolean wasAbandoned;
      synchronized (this) {
        wasAbandoned = isAbandoned;
        if (wasAbandoned) {
          workers.takeBack(worker);
        }
        worker = null;
      }
      synchronized (running) {
        running.remove(this);
      }
      end.complete(null);
      return !wasAbandoned;
    }

    /** Runs on the thread of the timer. */
    private void timeIsUp() {
      // A run began later than the frames in it: half of their time is a run that never ends.
      if (finder.longestRun().compareTo(frameTime.dividedBy(2)) >= 0) {
        // Whoever closes the engine waits for the device, and if that is for ever, Flink ends the
        // process: the next one would find the device as it is.
        sight.completeExceptionally(
            new InferenceException("the device does not come back from a run", null));
      } else if (!abandon()) {
        sight.completeExceptionally(
            new IllegalStateException(
                "%d threads do not come back from the frames that they look at (expected: fewer);"
                        .formatted(workers.threads())
                    + " see whether the machine is overloaded"));
      }
    }

    /** Tells whether that could be done. */
    private synchronized boolean abandon() {
      if (worker == null) {
        return true;
      }
      if (!workers.abandon(worker)) {
        return false;
      }
      isAbandoned = true;
      worker.interrupt();
      LOG.warn(
          "Frame {} takes longer than {} ms and becomes a dead letter. Thread {} is left to it.",
          frame.header(),
          frameTime.toMillis(),
          worker.getName());
      sight.complete(new Sight.Unseen(Rejections.outOfTime(frameTime)));
      return true;
    }
  }
}

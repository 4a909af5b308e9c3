package io.meshstream.job.vision;

import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.inference.InferenceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses each frame in one thread of a pool, from start to end; threads without a frame help with
 * those of several faces. Where the models run in batches, a thread waits for its part of a batch
 * meanwhile, so it takes more threads than cores.
 *
 * <p>A frame that a thread does not come back from in time is {@link Analysis.Failed}, and others
 * take the place of that one and of those that help it; so one picture cannot keep the others, nor
 * a checkpoint, waiting for longer. That is a last resort, which depends on the machine: what a
 * picture may cost is mostly decided by its header.
 *
 * <p>Models on trial see a frame after it has been analysed, on the same thread, while the camera's
 * next frame may begin on another.
 *
 * <p>A frame's lease ends when its thread has come back, however late: models are never unloaded
 * under a thread that runs them, be it shared with other engines or abandoned.
 */
final class PooledVisionEngine implements VisionEngine {

  private static final Logger LOG = LoggerFactory.getLogger(PooledVisionEngine.class);

  private final Models models;
  private final FrameAnalyzer analyzer;
  private final ShadowAnalyzer shadowAnalyzer;
  private final Duration frameTime;
  private final Shared<WorkerPool>.Lease share;
  private final WorkerPool workers;

  private volatile boolean closed;

  /**
   * @param share the threads; released with the engine
   */
  PooledVisionEngine(
      Models models, PictureLimits limits, Duration frameTime, Shared<WorkerPool>.Lease share) {
    this.models = models;
    this.analyzer = new FrameAnalyzer(limits);
    this.shadowAnalyzer = new ShadowAnalyzer(limits);
    this.frameTime = frameTime;
    this.share = share;
    this.workers = share.get();
  }

  /**
   * Makes an engine.
   *
   * @param models given up with the engine
   * @param limits what a picture may be
   * @param frameTime how long a frame may take once a thread has begun with it; zero: any time
   * @param threads how many threads analyse frames; 0: one per core. All engines of a class loader
   *     that say the same share them.
   */
  static PooledVisionEngine open(
      Models models, PictureLimits limits, Duration frameTime, int threads) {
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    return new PooledVisionEngine(models, limits, frameTime, WorkerPool.ofThreads(count));
  }

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    return models.lease(directory, settings);
  }

  @Override
  public CompletableFuture<Void> load(String directory) {
    return models.load(directory);
  }

  @Override
  public void unload(String directory) {
    models.unload(directory);
  }

  @Override
  public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
    Run run = new Run(request);
    workers.execute(run);
    return run.analysis;
  }

  /** Returns a frame for each thread, and one for the thread that is done first. */
  @Override
  public int width() {
    return workers.threads() + 1;
  }

  @Override
  public long busyNanos() {
    return workers.occupancy().nanos();
  }

  @Override
  public EngineCounts counts() {
    return new EngineCounts(analyzer.wholeJpegs(), models.runs());
  }

  @Override
  public void close() {
    closed = true;
    share.close();
    models.close();
  }

  /** One frame that is analysed, by one thread from start to end. */
  private final class Run implements WorkerPool.Work {

    private final AnalysisRequest request;
    private final CompletableFuture<Analysis> analysis = new CompletableFuture<>();
    private final Crew crew = new Crew(workers);

    Run(AnalysisRequest request) {
      this.request = request;
    }

    @Override
    public void run() {
      if (closed) {
        drop();
        return;
      }
      workers.occupancy().begin();
      try {
        analyse();
      } finally {
        workers.occupancy().end();
      }
    }

    private void analyse() {
      crew.join();
      Runnable cancel =
          frameTime.isZero() ? () -> {} : workers.timer().schedule(frameTime, this::timeIsUp);
      Analysis completed = null;
      Throwable failure = null;
      try {
        completed = analyzer.analyse(request, part -> workers.help(new Help(workers, crew, part)));
      } catch (Throwable e) {
        failure = e;
      }
      cancel.run();
      boolean isAwaited = crew.leave();
      request.lease().close();
      if (isAwaited && failure == null) {
        analysis.complete(completed);
      } else if (isAwaited) {
        analysis.completeExceptionally(failure);
      }
      // After that, so that the frame does not wait for it.
      shadowAnalyzer.compare(request, isAwaited ? completed : null);
    }

    @Override
    public void drop() {
      request.lease().close();
      request.shadow().ifPresent(run -> run.lease().close());
    }

    /** Runs on the thread of the timer. */
    private void timeIsUp() {
      // A run began later than the frames in it: half of their time is a run that never ends.
      if (models.longestRun().compareTo(frameTime.dividedBy(2)) >= 0) {
        // Whoever closes the engine waits for the device, and if that is for ever, Flink ends the
        // process: the next one would find the device as it is.
        analysis.completeExceptionally(
            new InferenceException("the device does not come back from a run", null));
      } else {
        abandon();
      }
    }

    private void abandon() {
      try {
        List<Thread> threads = crew.abandon();
        if (!threads.isEmpty()) {
          LOG.warn(
              "Frame {} takes longer than {} ms and becomes a dead letter. Left to it: {}.",
              request.frame().header(),
              frameTime.toMillis(),
              threads.stream().map(Thread::getName).toList());
          analysis.complete(new Analysis.Failed(Rejections.outOfTime(frameTime)));
        }
      } catch (IllegalStateException e) {
        analysis.completeExceptionally(e);
      }
    }
  }

  /**
   * A part of a frame, for a thread that has none of its own.
   *
   * @param workers whose thread does it
   * @param crew those who are at work on the frame
   * @param part does it, unless somebody else has begun with it
   */
  private record Help(WorkerPool workers, Crew crew, Runnable part) implements WorkerPool.Work {

    @Override
    public void run() {
      if (!crew.join()) {
        return;
      }
      workers.occupancy().begin();
      try {
        part.run();
      } finally {
        workers.occupancy().end();
        crew.leave();
      }
    }

    /** {@inheritDoc} Whoever began the frame does it then. */
    @Override
    public void drop() {}
  }
}

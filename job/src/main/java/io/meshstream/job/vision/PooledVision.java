package io.meshstream.job.vision;

import io.meshstream.face.ModelRuns;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.PictureLimits;
import io.meshstream.job.frames.Reading;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Looks at each frame in one thread of a pool, from start to end. Where the models run in batches,
 * a thread waits for its part of a batch meanwhile, so it takes more threads than cores.
 */
public final class PooledVision implements VisionEngine {

  private final FaceFinder finder;
  private final FrameVision vision;
  private final Shared<WorkerPool>.Lease pool;

  private PooledVision(FaceFinder finder, PictureLimits limits, Shared<WorkerPool>.Lease pool) {
    this.finder = finder;
    this.vision = new FrameVision(limits, finder);
    this.pool = pool;
  }

  /**
   * Makes an engine.
   *
   * @param finder finds the faces; closed with the engine
   * @param limits what a picture may be
   * @param threads how many threads look at frames; 0: one per core. All engines of a class loader
   *     that say the same share them.
   */
  public static PooledVision open(FaceFinder finder, PictureLimits limits, int threads) {
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    return new PooledVision(finder, limits, WorkerPool.ofThreads(count));
  }

  @Override
  public CompletableFuture<Sight> look(
      TrackingState tracking, Reading.Usable frame, BooleanSupplier wanted) {
    return CompletableFuture.supplyAsync(
        () -> wanted.getAsBoolean() ? vision.look(tracking, frame) : new Sight.Unwanted(),
        pool.get());
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

  /** The threads end first: models must not be unloaded under a thread that runs them. */
  @Override
  public void close() {
    pool.close();
    finder.close();
  }
}

package io.meshstream.job.vision;

import io.meshstream.vision.Task;
import io.meshstream.vision.image.PictureLimits;
import java.time.Duration;

/** Makes engines of production that run a task without models. */
public final class TestingEngines {

  private TestingEngines() {}

  /** Makes an engine whose threads all engines share that have as many. */
  public static VisionEngine pooled(Task task, Duration frameTime, int threads) {
    return PooledVisionEngine.open(
        new TestingModels(task), PictureLimits.defaults(), frameTime, threads);
  }
}

package io.meshstream.bench;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.EngineCounts;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.vision.TaskSettings;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * What an operator without overlap would do: one frame at a time for each subtask, waited for
 * before the next.
 */
final class SynchronousVision implements VisionEngine {

  private final VisionEngine engine;

  SynchronousVision(JobSettings settings) {
    this.engine = new OnnxVisionEngineFactory(settings).open(OptionalInt.empty());
  }

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    return engine.lease(directory, settings);
  }

  @Override
  public CompletableFuture<Void> load(String directory) {
    return engine.load(directory);
  }

  @Override
  public void unload(String directory) {
    engine.unload(directory);
  }

  @Override
  public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
    return CompletableFuture.completedFuture(engine.analyse(request).join());
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public EngineCounts counts() {
    return engine.counts();
  }

  @Override
  public void close() {
    engine.close();
  }
}

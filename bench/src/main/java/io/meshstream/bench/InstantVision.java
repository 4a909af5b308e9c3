package io.meshstream.bench;

import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.AnalysisTimes;
import io.meshstream.job.vision.EngineCounts;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskStep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sees no face in any picture, and looks at none: what is left is what the operator itself takes.
 */
final class InstantVision implements VisionEngine {

  private static final TaskResult NO_FACE = new TaskResult(List.of(), Optional.of(List.of()));

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    return new NoModels();
  }

  @Override
  public CompletableFuture<Void> load(String directory) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void unload(String directory) {}

  @Override
  public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
    return CompletableFuture.completedFuture(
        new Analysis.Completed(
            new TaskStep(request.state(), NO_FACE), 1, 1, "none", new AnalysisTimes(1, 1)));
  }

  @Override
  public int width() {
    return 4;
  }

  @Override
  public EngineCounts counts() {
    return new EngineCounts(0, ModelRuns.none());
  }

  @Override
  public void close() {}

  private record NoModels() implements TaskLease {

    @Override
    public Task task() {
      throw new IllegalStateException("no task: nothing is to be looked at");
    }

    @Override
    public String modelId() {
      return "none";
    }

    @Override
    public void close() {}
  }
}

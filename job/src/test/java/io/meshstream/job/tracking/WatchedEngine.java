package io.meshstream.job.tracking;

import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.EngineCounts;
import io.meshstream.job.vision.ShadowDifference;
import io.meshstream.job.vision.ShadowRun;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.vision.TaskSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Another engine, of which it is seen what models on trial see.
 *
 * @param engine does the work
 * @param differences gets what came of each frame; thread-safe
 */
record WatchedEngine(VisionEngine engine, List<Optional<ShadowDifference>> differences)
    implements VisionEngine {

  @Override
  public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
    return engine.analyse(
        new AnalysisRequest(
            request.lease(),
            request.state(),
            request.frame(),
            request.wanted(),
            request.shadow().map(this::watched)));
  }

  private ShadowRun watched(ShadowRun run) {
    return new ShadowRun(
        run.lease(),
        difference -> {
          differences.add(difference);
          run.taker().accept(difference);
        });
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
  public int width() {
    return engine.width();
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

package io.meshstream.bench;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.FaceMeshVision;
import io.meshstream.job.vision.Sight;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskState;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * What an operator without overlap would do: one frame at a time for each subtask, waited for
 * before the next.
 */
final class SynchronousVision implements VisionEngine {

  private final VisionEngine engine;

  SynchronousVision(JobSettings settings) {
    this.engine = new FaceMeshVision(settings).open(OptionalInt.empty());
  }

  @Override
  public CompletableFuture<Sight> look(
      TaskState tracking, ParsedFrame.Valid frame, BooleanSupplier wanted) {
    return CompletableFuture.completedFuture(engine.look(tracking, frame, wanted).join());
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public long wholeJpegs() {
    return engine.wholeJpegs();
  }

  @Override
  public ModelRuns runs() {
    return engine.runs();
  }

  @Override
  public String modelId() {
    return engine.modelId();
  }

  @Override
  public void close() {
    engine.close();
  }
}

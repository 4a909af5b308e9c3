package io.meshstream.job.tracking;

import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.AnalysisTimes;
import io.meshstream.job.vision.EngineCounts;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.inference.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An engine without threads and models, whose frames are done in any order that it is told. */
final class SimulatedEngine implements VisionEngine {

  private static final SimulatedTask TASK = new SimulatedTask();
  private static final AnalysisTimes NO_TIME = new AnalysisTimes(0, 0);

  private final int width;
  private final Consumer<AnalysisRequest> started;
  private final Consumer<AnalysisRequest> done;
  private final List<Pending> pending = new ArrayList<>();

  private record Pending(AnalysisRequest request, CompletableFuture<Analysis> analysis) {}

  /** Fails the job, as a defect of the engine would. */
  static final class Poisoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Poisoned() {
      super("poison");
    }
  }

  /** A lease that names what was asked for. */
  private record Lease(String modelId) implements TaskLease {

    @Override
    public Task task() {
      return TASK;
    }

    @Override
    public void close() {}
  }

  /**
   * @param started told of each frame that is to be analysed
   * @param done told of each frame just before it is
   */
  SimulatedEngine(int width, Consumer<AnalysisRequest> started, Consumer<AnalysisRequest> done) {
    this.width = width;
    this.started = started;
    this.done = done;
  }

  /** Returns what names the models that frames with certain settings are analysed with. */
  static String modelId(String directory, TaskSettings settings) {
    return "models of '" + directory + "' for " + settings.tracking().maxFaces();
  }

  /** Returns what comes out of a frame that is analysed; a pure function. */
  static Analysis analysis(ParsedFrame.Valid frame, TaskState state, String modelId) {
    return switch (SimulatedTask.content(frame.picture().bytes())) {
      case DAMAGED ->
          new Analysis.Failed(Rejection.of(RejectReason.PICTURE_CORRUPT, "nothing in it"));
      case POISON -> throw new Poisoned();
      default -> {
        TaskStep step =
            TASK.step(
                state,
                SimulatedTask.frame(frame.picture().bytes(), frame.header().capturedAtMicros()));
        yield new Analysis.Completed(step, 4, 4, modelId, NO_TIME);
      }
    };
  }

  /** Returns the number of frames that wait. */
  int pending() {
    return pending.size();
  }

  /** Analyses one of the frames that wait. */
  void analyse(int index) {
    Pending frame = pending.remove(index);
    AnalysisRequest request = frame.request();
    done.accept(request);
    Analysis analysis;
    try {
      analysis =
          request.wanted().getAsBoolean()
              ? analysis(request.frame(), request.state(), request.lease().modelId())
              : new Analysis.Expired();
    } catch (Poisoned e) {
      frame.analysis().completeExceptionally(e);
      return;
    }
    frame.analysis().complete(analysis);
  }

  /** Fails on one of the frames that wait as if the device were gone. */
  void loseDevice(int index) {
    pending.remove(index).analysis().completeExceptionally(new InferenceException("gone", null));
  }

  @Override
  public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
    started.accept(request);
    Pending frame = new Pending(request, new CompletableFuture<>());
    pending.add(frame);
    return frame.analysis();
  }

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    return new Lease(modelId(directory, settings));
  }

  @Override
  public CompletableFuture<Void> load(String directory) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void unload(String directory) {}

  @Override
  public int width() {
    return width;
  }

  @Override
  public EngineCounts counts() {
    return new EngineCounts(0, ModelRuns.none());
  }

  @Override
  public void close() {}
}

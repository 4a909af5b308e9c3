package io.meshstream.job.tracking;

import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.EngineCounts;
import io.meshstream.job.vision.FrameAnalyzer;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.TestingLease;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.image.PictureLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An engine without threads: frames wait until the test says which one is analysed. */
final class SteppedEngine implements VisionEngine {

  private final FrameAnalyzer analyzer = new FrameAnalyzer(PictureLimits.defaults());
  private final int width;
  private final List<Pending> pending = new ArrayList<>();
  private boolean prompt;
  private boolean closed;

  private record Pending(AnalysisRequest request, CompletableFuture<Analysis> analysis) {}

  SteppedEngine(int width) {
    this.width = width;
  }

  /** An engine that analyses each frame at once. */
  static SteppedEngine prompt() {
    SteppedEngine engine = new SteppedEngine(1);
    engine.setPrompt(true);
    return engine;
  }

  /** From now on, whether frames are analysed as soon as they come. */
  void setPrompt(boolean newPrompt) {
    prompt = newPrompt;
  }

  /** The cameras whose frames wait, in the order in which they came. */
  List<String> cameras() {
    return pending.stream().map(each -> each.request().frame().header().camera()).toList();
  }

  /** Number of frames that wait. */
  int pending() {
    return pending.size();
  }

  /** Analyses one of the frames that wait. */
  void analyse(int index) {
    analyse(pending.remove(index));
  }

  /** Analyses the frame of a camera. */
  void analyse(String camera) {
    analyse(cameras().indexOf(camera));
  }

  /** Fails on one of the frames that wait. */
  void fail(int index, Throwable failure) {
    pending.remove(index).analysis().completeExceptionally(failure);
  }

  private void analyse(Pending frame) {
    try {
      frame.analysis().complete(analyzer.analyse(frame.request()));
    } catch (Error e) {
      frame.analysis().completeExceptionally(e);
    }
  }

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    return new TestingLease(new TestingTask());
  }

  @Override
  public CompletableFuture<Void> load(String directory) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void unload(String directory) {}

  @Override
  public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
    Pending frame = new Pending(request, new CompletableFuture<>());
    if (prompt) {
      analyse(frame);
    } else {
      pending.add(frame);
    }
    return frame.analysis();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public EngineCounts counts() {
    return new EngineCounts(0, ModelRuns.none());
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}

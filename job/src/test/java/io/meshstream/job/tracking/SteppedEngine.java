package io.meshstream.job.tracking;

import io.meshstream.job.vision.FrameVision;
import io.meshstream.job.vision.Sight;
import io.meshstream.job.vision.TestingFaceFinder;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.image.PictureLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** An engine without threads: frames wait until the test says which one is looked at. */
final class SteppedEngine implements VisionEngine {

  private final FrameVision vision =
      new FrameVision(PictureLimits.defaults(), new TestingFaceFinder());
  private final int width;
  private final List<Glance> pending = new ArrayList<>();
  private boolean prompt;
  private boolean closed;

  private record Glance(
      TaskState tracking,
      ParsedFrame.Valid frame,
      BooleanSupplier wanted,
      CompletableFuture<Sight> sight) {}

  SteppedEngine(int width) {
    this.width = width;
  }

  /** An engine that looks at each frame at once. */
  static SteppedEngine prompt() {
    SteppedEngine engine = new SteppedEngine(1);
    engine.setPrompt(true);
    return engine;
  }

  /** From now on, whether frames are looked at as soon as they come. */
  void setPrompt(boolean newPrompt) {
    prompt = newPrompt;
  }

  /** The cameras whose frames wait, in the order in which they came. */
  List<String> cameras() {
    return pending.stream().map(glance -> glance.frame().header().camera()).toList();
  }

  /** Number of frames that wait. */
  int pending() {
    return pending.size();
  }

  /** Looks at one of the frames that wait. */
  void look(int index) {
    look(pending.remove(index));
  }

  /** Looks at the frame of a camera. */
  void look(String camera) {
    look(cameras().indexOf(camera));
  }

  /** Fails on one of the frames that wait. */
  void fail(int index, Throwable failure) {
    pending.remove(index).sight().completeExceptionally(failure);
  }

  private void look(Glance glance) {
    if (!glance.wanted().getAsBoolean()) {
      glance.sight().complete(new Sight.Unwanted());
      return;
    }
    try {
      glance.sight().complete(vision.look(glance.tracking(), glance.frame()));
    } catch (Error e) {
      glance.sight().completeExceptionally(e);
    }
  }

  @Override
  public CompletableFuture<Sight> look(
      TaskState tracking, ParsedFrame.Valid frame, BooleanSupplier wanted) {
    Glance glance = new Glance(tracking, frame, wanted, new CompletableFuture<>());
    if (prompt) {
      look(glance);
    } else {
      pending.add(glance);
    }
    return glance.sight();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public long wholeJpegs() {
    return 0;
  }

  @Override
  public ModelRuns runs() {
    return ModelRuns.none();
  }

  @Override
  public String modelId() {
    return "testing";
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}

package io.meshstream.job.tracking;

import io.meshstream.job.vision.FrameVision;
import io.meshstream.job.vision.Sight;
import io.meshstream.job.vision.TestingFaceFinder;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.image.PictureLimits;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * An engine that takes a fixed time for each frame, on the clock of the test and without threads.
 */
final class SlowEngine implements VisionEngine {

  private final FrameVision vision =
      new FrameVision(PictureLimits.defaults(), new TestingFaceFinder());
  private final int threads;
  private final int serviceMillis;
  private final Clock clock;
  private final Queue<Glance> queue = new ArrayDeque<>();
  private final List<Service> running = new ArrayList<>();

  private record Glance(
      TaskState tracking,
      ParsedFrame.Valid frame,
      BooleanSupplier wanted,
      CompletableFuture<Sight> sight) {}

  private record Service(Glance glance, long endMillis) {}

  SlowEngine(int threads, int serviceMillis, Clock clock) {
    this.threads = threads;
    this.serviceMillis = serviceMillis;
    this.clock = clock;
  }

  /** Ends what is due by now, and starts what there is a thread for. */
  void advance() {
    for (Iterator<Service> all = running.iterator(); all.hasNext(); ) {
      Service service = all.next();
      if (service.endMillis() <= clock.millis()) {
        all.remove();
        Glance glance = service.glance();
        glance.sight().complete(vision.look(glance.tracking(), glance.frame()));
      }
    }
    while (running.size() < threads && !queue.isEmpty()) {
      Glance next = queue.remove();
      if (next.wanted().getAsBoolean()) {
        running.add(new Service(next, clock.millis() + serviceMillis));
      } else {
        next.sight().complete(new Sight.Unwanted());
      }
    }
  }

  @Override
  public CompletableFuture<Sight> look(
      TaskState tracking, ParsedFrame.Valid frame, BooleanSupplier wanted) {
    Glance glance = new Glance(tracking, frame, wanted, new CompletableFuture<>());
    queue.add(glance);
    return glance.sight();
  }

  @Override
  public int width() {
    return threads + 1;
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
  public void close() {}
}

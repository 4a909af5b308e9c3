package io.meshstream.job.tracking;

import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.FrameAnalyzer;
import io.meshstream.job.vision.TestingEngine;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.vision.image.PictureLimits;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * An engine that takes a fixed time for each frame, on the clock of the test and without threads.
 */
final class SlowEngine {

  private final FrameAnalyzer analyzer = new FrameAnalyzer(PictureLimits.defaults());
  private final int threads;
  private final int serviceMillis;
  private final Clock clock;
  private final Queue<Pending> queue = new ArrayDeque<>();
  private final List<Service> running = new ArrayList<>();

  private record Pending(AnalysisRequest request, CompletableFuture<Analysis> analysis) {}

  private record Service(Pending frame, long endMillis) {}

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
        service.frame().analysis().complete(analyzer.analyse(begun(service.frame().request())));
      }
    }
    while (running.size() < threads && !queue.isEmpty()) {
      Pending next = queue.remove();
      if (next.request().wanted().getAsBoolean()) {
        running.add(new Service(next, clock.millis() + serviceMillis));
      } else {
        next.analysis().complete(new Analysis.Expired());
      }
    }
  }

  /** A frame that has begun is wanted until it ends. */
  private static AnalysisRequest begun(AnalysisRequest request) {
    return new AnalysisRequest(request.lease(), request.state(), request.frame(), () -> true);
  }

  /** Returns it as the operator knows it. */
  VisionEngine engine() {
    return TestingEngine.of(
        threads + 1,
        request -> {
          Pending pending = new Pending(request, new CompletableFuture<>());
          queue.add(pending);
          return pending.analysis();
        });
  }
}

package io.meshstream.job.vision;

import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Models that count who has them; there is one task, whatever is asked for. */
final class TestingModels implements Models {

  private final Task task;
  private final AtomicInteger users = new AtomicInteger(1);
  private final CountDownLatch unloaded = new CountDownLatch(1);
  private volatile Duration longestRun = Duration.ZERO;

  TestingModels(Task task) {
    this.task = task;
  }

  @Override
  public CompletableFuture<Void> load(String directory) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void unload(String directory) {}

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    users.incrementAndGet();
    return new TaskLease() {
      @Override
      public Task task() {
        return task;
      }

      @Override
      public String modelId() {
        return "testing";
      }

      @Override
      public void close() {
        release();
      }
    };
  }

  private void release() {
    if (users.decrementAndGet() == 0) {
      unloaded.countDown();
    }
  }

  void setLongestRun(Duration newLongestRun) {
    longestRun = newLongestRun;
  }

  boolean areUnloaded() {
    return unloaded.getCount() == 0;
  }

  void awaitUnloaded() throws InterruptedException {
    unloaded.await();
  }

  @Override
  public ModelRuns runs() {
    return ModelRuns.none();
  }

  @Override
  public Duration longestRun() {
    return longestRun;
  }

  @Override
  public void close() {
    release();
  }
}

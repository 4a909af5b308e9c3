package io.meshstream.tools.faults;

import io.meshstream.tools.cluster.LandmarksProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One of the jobs that a plan disturbs, whichever cluster's id it has at the time. For one thread.
 */
final class DisturbedJob implements AutoCloseable {

  static final int PARALLELISM = 2;

  private final Site site;
  private final FaultPlan plan;
  private final Output output;
  private final LandmarksProgress progress;

  private String id;

  DisturbedJob(Site site, FaultPlan plan, Output output) {
    this.site = site;
    this.plan = plan;
    this.output = output;
    this.progress =
        new LandmarksProgress(
            site.broker().bootstrapServers(), output.landmarks(), output.isolation());
  }

  Output output() {
    return output;
  }

  /** Whether it has made a checkpoint since it was started last. */
  boolean hasWritten() throws IOException {
    return Files.exists(site.checkpointsOf(id)) && !site.checkpoints(id).isEmpty();
  }

  /**
   * Starts it.
   *
   * @param from the savepoint or checkpoint it goes on from
   * @param more options that it has beside those of the plan
   */
  void start(Path jar, int parallelism, Optional<String> from, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>(plan.options());
    options.putAll(more);
    id =
        site.jobs()
            .run(
                jar,
                output.options(site.broker().proxiedServers(), options),
                parallelism,
                from,
                plan.configuration());
  }

  /** Stops the job, and returns its savepoint. */
  String stop() throws Exception {
    awaitRunning();
    return site.jobs().stop(id, site.savepoints());
  }

  void cancel() throws IOException, InterruptedException {
    if (id != null) {
      site.jobs().cancel(id);
    }
  }

  void awaitRunning() throws Exception {
    site.await(output.name() + " runs", () -> site.cluster().isRunning(id));
  }

  void rescale(int parallelism) throws Exception {
    awaitRunning();
    site.cluster().rescale(id, parallelism);
    site.await(
        output.name() + " runs with parallelism " + parallelism,
        () -> site.cluster().runs(id, parallelism));
  }

  long lastFailureMillis() throws IOException, InterruptedException {
    return site.jobs().lastFailureMillis(id);
  }

  String state() throws IOException, InterruptedException {
    return site.jobs().state(id);
  }

  String lastFailure() throws IOException, InterruptedException {
    return site.jobs().lastFailure(id);
  }

  /**
   * Finds a checkpoint.
   *
   * @param back how many newer ones to pass over
   */
  Optional<String> checkpoint(int back) throws IOException {
    return site.checkpoints(id).stream().skip(back).findFirst();
  }

  /** Waits until each camera has the record of a frame that was captured at a time or later. */
  void awaitRecords(int cameras, Instant since, Duration patience) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    progress.readUntil(
        () -> {
          site.supervise();
          if (System.nanoTime() > end) {
            throw new AssertionError(
                "%s: no record of a frame since %s within %s, newest: %s; the job is %s, after %s"
                    .formatted(
                        output.name(), since, patience, progress.newest(), state(), lastFailure()));
          }
          return progress.camerasSince(since) == cameras;
        });
  }

  @Override
  public void close() {
    progress.close();
  }
}

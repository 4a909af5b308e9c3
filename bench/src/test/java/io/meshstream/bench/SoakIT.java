package io.meshstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on which cameras come and go for as long as one likes, in a process of its own that is
 * looked into all the while: nothing in it grows.
 *
 * <p>A short run sees that the job runs and that there is something to measure; whether anything
 * grows is asserted of runs that are long enough to tell, by {@code -Psoak}.
 */
class SoakIT {

  private static final int SECONDS = Integer.getInteger("meshstream.soak.seconds", 8);
  private static final boolean IS_LONG = SECONDS >= 600;

  private static final int PLACES = 6;
  private static final int FRAMES_PER_SECOND = 6;
  private static final int PARTITIONS = 2;
  private static final int MOST_SAMPLES = 240;
  private static final int LEAST_SAMPLES = 8;

  /**
   * Of all samples, so many are taken before everything has been compiled and every pool filled.
   */
  private static final double WARM_UP = 0.3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void nothingGrowsInAJobWhoseCamerasComeAndGo() throws Exception {
    assumeTrue(
        Files.exists(Path.of("/proc/self/status")),
        "/proc: not there; what a process holds is only told by Linux");
    try (BrokerProcess broker = BrokerProcess.start();
        JobProcess process = JobProcess.start("512m", 2, folder.resolve("job.log"))) {
      Topics topics = Topics.create(broker, "soak", PARTITIONS);
      String job = process.submit(options(topics));
      List<ProcessSample> samples;
      long sent;
      try (ChangingCameras cameras =
              new ChangingCameras(
                  broker.bootstrapServers(), topics.frames(), PLACES, FRAMES_PER_SECOND, 1);
          Records records = new Records(topics)) {
        records.await(PLACES * FRAMES_PER_SECOND);
        samples = samples(process, job, cameras, records);
        cameras.stop();
        cameras.check();
        sent = cameras.sent();
        records.await(sent);
        System.out.printf(
            "soak: %d s, %d cameras, %d frames, restarts: %d%n",
            SECONDS, cameras.cameras(), sent, process.web().failures(job).size());
        assertThat(cameras.cameras()).isGreaterThan(PLACES);
      }
      assertThat(process.web().failures(job)).isEmpty();
      report(samples);
      process.cancel(job);
    }
  }

  private static void report(List<ProcessSample> samples) {
    List<ProcessSample> warm = samples.subList((int) (WARM_UP * samples.size()), samples.size());
    List<String> leaks = new ArrayList<>();
    for (SoakMeasure each : SoakMeasure.ALL) {
      System.out.println(each.line(warm));
      Optional<String> leak = each.leak(warm);
      leak.ifPresent(leaks::add);
    }
    assertThat(warm)
        .allSatisfy(
            sample -> {
              assertThat(sample.heapBytes()).isPositive();
              assertThat(sample.directBytes()).isPositive();
              assertThat(sample.residentBytes()).isGreaterThan(sample.heapBytes());
              assertThat(sample.threads()).isGreaterThan(10);
              assertThat(sample.handles()).isGreaterThan(10);
            });
    assertThat(warm.get(warm.size() - 1).stateBytes()).isPositive();
    if (IS_LONG) {
      assertThat(leaks).isEmpty();
    }
  }

  private static List<ProcessSample> samples(
      JobProcess process, String job, ChangingCameras cameras, Records records) throws Exception {
    long interval = Math.max(1, TimeUnit.SECONDS.toMillis(SECONDS) / MOST_SAMPLES);
    interval =
        Math.min(Math.max(interval, 1_000), TimeUnit.SECONDS.toMillis(SECONDS) / LEAST_SAMPLES);
    List<ProcessSample> samples = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    try (ProcessProbe probe = ProcessProbe.attach(process.pid())) {
      while (System.nanoTime() < end || samples.size() < LEAST_SAMPLES) {
        samples.add(probe.sample(process.web().stateBytes(job)));
        cameras.check();
        records.readFor(interval);
      }
    }
    return samples;
  }

  private static List<String> options(Topics topics) {
    List<String> options = new ArrayList<>();
    options.add("-Dparallelism.default=2");
    options.addAll(topics.jobOptions());
    // Cameras that are gone are to be forgotten while the run lasts, and so are their metrics.
    options.add("--state.ttl=5 s");
    options.add("--metrics.cameras=2");
    return options;
  }

  /** Counts what the job writes. For one thread. */
  private static final class Records implements AutoCloseable {

    private final KafkaConsumer<String, FrameLandmarks> consumer;
    private long read;

    Records(Topics topics) {
      consumer =
          new KafkaConsumer<>(
              Map.of(
                  "bootstrap.servers", topics.bootstrapServers(), "auto.offset.reset", "earliest"),
              new StringDeserializer(),
              new FrameLandmarksDeserializer());
      List<TopicPartition> partitions = new ArrayList<>();
      for (int i = 0; i < PARTITIONS; i++) {
        partitions.add(new TopicPartition(topics.landmarks(), i));
      }
      consumer.assign(partitions);
    }

    void readFor(long millis) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      while (System.nanoTime() < end) {
        poll();
      }
    }

    void await(long records) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (read < records) {
        poll();
        assertThat(System.nanoTime()).as("%d of %d records", read, records).isLessThan(end);
      }
      assertThat(read).isGreaterThanOrEqualTo(records);
    }

    private void poll() {
      for (ConsumerRecord<String, FrameLandmarks> each : consumer.poll(Duration.ofMillis(100))) {
        assertThat(each.value().getCameraId()).startsWith("soak-");
        read++;
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}

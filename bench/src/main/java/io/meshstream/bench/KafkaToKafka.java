package io.meshstream.bench;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.job.options.StartingOffsets;
import io.meshstream.job.options.TrackerOptions;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.FrameFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsHistory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The job from topic to topic, with broker, Flink, producer and consumer all on this machine: its
 * rate and its processor time beside the bare library's, how long checkpoints take at full load,
 * and how late records are at half and at four fifths of it.
 *
 * <p>The broker is another process on the same cores, so the rate is lower than it would be with a
 * broker elsewhere; the processor time is that of this process without its consumer.
 *
 * <p>The job options on the command line are passed on: {@code --inference.device=cuda}.
 */
public final class KafkaToKafka implements AutoCloseable {

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int CAMERAS = 16;
  private static final int PARTITIONS = 8;

  /** Flink and the Kafka client take a minute or two until they are compiled. */
  private static final int WARM_UP = 20_000;

  private static final int FRAMES = 16_000;
  private static final int ROUNDS = 3;
  private static final int STARTING = 20 * CAMERAS;
  private static final Duration PACED_TIME = Duration.ofSeconds(30);

  private final BrokerProcess broker;
  private final KafkaProducer<String, byte[]> producer;
  private final String[] jobOptions;
  private int topics;

  private KafkaToKafka(String[] jobOptions) throws Exception {
    this.jobOptions = jobOptions;
    this.broker = BrokerProcess.start();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public static void main(String[] arguments) throws Exception {
    try (KafkaToKafka bench = new KafkaToKafka(arguments)) {
      bench.measure();
    }
  }

  private void measure() throws Exception {
    BareLibrary.framesPerSecond(CORES, FRAMES);
    fullLoad(WARM_UP);
    System.out.printf("%d cores, %d cameras, 720p%n", CORES, CAMERAS);
    List<Double> rates = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      CpuTime bareCpu = CpuTime.start();
      double bare = BareLibrary.framesPerSecond(CORES, FRAMES);
      double bareCpuMillis = bareCpu.millis() / FRAMES;
      FullLoad job = fullLoad(FRAMES);
      rates.add(job.framesPerSecond());
      System.out.printf(
          Locale.ROOT,
          "round %d: library %.0f frames/s, %.1f ms CPU a frame; job %.0f frames/s, %.1f ms CPU a"
              + " frame; ratio of rates %.2f, of CPU %.2f; checkpoints: %s%n",
          round,
          bare,
          bareCpuMillis,
          job.framesPerSecond(),
          job.cpuMillis(),
          job.framesPerSecond() / bare,
          bareCpuMillis / job.cpuMillis(),
          text(job.checkpointMillis()));
    }
    Collections.sort(rates);
    double median = rates.get(ROUNDS / 2);
    paced(median, 0.5);
    paced(median, 0.8);
  }

  /**
   * What the job did with all the frames it could take.
   *
   * @param cpuMillis CPU time of the process for a frame, compilation and garbage collection
   *     included
   * @param checkpointMillis how long checkpoints took from trigger to end
   */
  private record FullLoad(double framesPerSecond, double cpuMillis, Histogram checkpointMillis) {}

  private FullLoad fullLoad(int frames) throws Exception {
    Topics names = createTopics();
    for (int i = 0; i < frames; i++) {
      send(names, i);
    }
    producer.flush();
    try (Landmarks landmarks = new Landmarks(names);
        Job job = new Job(names)) {
      // A new job is compiled anew in part.
      landmarks.await(frames / 2);
      long startMillis = System.currentTimeMillis();
      CpuTime cpu = CpuTime.startWithoutThisThread();
      long start = System.nanoTime();
      int measured = frames * 3 / 8;
      landmarks.await(frames / 2 + measured);
      long nanos = System.nanoTime() - start;
      double cpuMillis = cpu.millis();
      Histogram checkpoints = job.checkpointMillis(startMillis);
      landmarks.await(frames);
      return new FullLoad(
          measured * (double) TimeUnit.SECONDS.toNanos(1) / nanos,
          cpuMillis / measured,
          checkpoints);
    }
  }

  private void paced(double rate, double load) throws Exception {
    Topics names = createTopics();
    int frames = (int) (load * rate * PACED_TIME.toSeconds());
    try (Landmarks landmarks = new Landmarks(names);
        Job job = new Job(names)) {
      // The job is slow to start, and that is not to be seen.
      for (int i = 0; i < STARTING; i++) {
        send(names, i);
      }
      landmarks.await(STARTING);
      landmarks.forget();
      Thread consumer = new Thread(() -> landmarks.await(frames), "consumer");
      consumer.start();
      long startMillis = System.currentTimeMillis();
      long start = System.nanoTime();
      for (int i = 0; i < frames; i++) {
        long due = start + (long) (i * TimeUnit.SECONDS.toNanos(1) / (load * rate));
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        send(names, STARTING + i);
      }
      consumer.join();
      Histogram millis = landmarks.latencyMillis();
      System.out.printf(
          Locale.ROOT,
          "load %.0f %% (%.0f frames/s): latency p50 %d ms, p99 %d ms, most %d ms; checkpoints: %s%n",
          100 * load,
          load * rate,
          millis.getValueAtPercentile(50),
          millis.getValueAtPercentile(99),
          millis.getMaxValue(),
          text(job.checkpointMillis(startMillis)));
    }
  }

  private static String text(Histogram millis) {
    return String.format(
        Locale.ROOT,
        "%d, p50 %d ms, p99 %d ms, most %d ms",
        millis.getTotalCount(),
        millis.getValueAtPercentile(50),
        millis.getValueAtPercentile(99),
        millis.getMaxValue());
  }

  /** The topics of one run. */
  private record Topics(String frames, String landmarks, String deadLetters) {}

  private Topics createTopics() {
    topics++;
    Topics names = new Topics("frames-" + topics, "landmarks-" + topics, "dead-letters-" + topics);
    broker.createTopic(names.frames(), PARTITIONS);
    broker.createTopic(names.landmarks(), PARTITIONS);
    broker.createTopic(names.deadLetters(), 1);
    return names;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A frame that is lost shows as a run without end.
  private void send(Topics names, int frame) {
    String camera = "camera-" + frame % CAMERAS;
    producer.send(
        new ProducerRecord<>(names.frames(), camera, MovingPortrait.picture(frame / CAMERAS)));
  }

  @Override
  public void close() throws IOException {
    producer.close();
    broker.close();
  }

  /** The job on a cluster of its own. */
  private final class Job implements AutoCloseable {

    private final MiniCluster cluster;
    private final JobID id;

    Job(Topics names) throws Exception {
      Configuration flink = new Configuration();
      flink.set(CoreOptions.DEFAULT_PARALLELISM, CORES);
      flink.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 1_000);
      cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(flink)
                  .setNumSlotsPerTaskManager(CORES)
                  .withRandomPorts()
                  .build());
      cluster.start();
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
      FaceMeshJob.define(env, settings(names));
      id = cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
    }

    private JobSettings settings(Topics names) {
      List<String> all = new ArrayList<>(List.of(jobOptions));
      Map<String, String> own =
          Map.of(
              KafkaSettings.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers(),
              FramesSettings.TOPIC.key(), names.frames(),
              SinkSettings.LANDMARKS_TOPIC.key(), names.landmarks(),
              SinkSettings.DEAD_LETTERS_TOPIC.key(), names.deadLetters(),
              FramesSettings.FORMAT.key(), FrameFormat.RAW.name(),
              FramesSettings.STARTING_OFFSETS.key(), StartingOffsets.EARLIEST.name(),
              TrackerOptions.REGION_TTL.key(), "0 s");
      own.forEach((key, value) -> all.add("--" + key + "=" + value));
      return JobSettings.from(all.toArray(String[]::new), Map.of());
    }

    /** Returns how long the checkpoints took that were triggered since a time and are complete. */
    Histogram checkpointMillis(long sinceMillis) throws Exception {
      Histogram millis = new Histogram(3);
      CheckpointStatsHistory history =
          cluster.getExecutionGraph(id).get().getCheckpointStatsSnapshot().getHistory();
      for (AbstractCheckpointStats each : history.getCheckpoints()) {
        if (each.getTriggerTimestamp() >= sinceMillis && each.getStatus().isCompleted()) {
          millis.recordValue(each.getEndToEndDuration());
        }
      }
      return millis;
    }

    @Override
    public void close() {
      cluster.cancelJob(id).join();
      cluster.closeAsync().join();
    }
  }

  /** Reads what the job writes. For one thread. */
  private final class Landmarks implements AutoCloseable {

    private final KafkaConsumer<String, FrameLandmarks> consumer;
    private final Histogram latencyMillis = new Histogram(3);
    private int read;

    Landmarks(Topics names) {
      consumer =
          new KafkaConsumer<>(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  broker.bootstrapServers(),
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "earliest"),
              new StringDeserializer(),
              new FrameLandmarksDeserializer());
      consumer.assign(
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(names.landmarks(), partition))
              .toList());
    }

    void await(int records) {
      while (read < records) {
        for (ConsumerRecord<String, FrameLandmarks> each : consumer.poll(Duration.ofSeconds(1))) {
          read++;
          if (each.value().getStatus() != FrameStatus.FACES) {
            throw new IllegalStateException(
                "a frame of the clip was not tracked: " + each.value().getStatus());
          }
          // A raw frame was captured when it was sent.
          long captured = each.value().getCapturedAtMicros() / 1000;
          latencyMillis.recordValue(Math.max(0, System.currentTimeMillis() - captured));
        }
      }
    }

    /** Starts anew. */
    void forget() {
      read = 0;
      latencyMillis.reset();
    }

    Histogram latencyMillis() {
      return latencyMillis;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}

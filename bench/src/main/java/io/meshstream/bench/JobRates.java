package io.meshstream.bench;

import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.TrackerOptions;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.FrameFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The job from topic to topic at full load, by the size of its batches: the frames, 720p JPEGs of
 * many cameras, lie on the topic before it starts, so nothing else works beside it than the broker
 * and a consumer that counts.
 */
@Command(name = "job-rates", mixinStandardHelpOptions = true)
public final class JobRates implements Runnable {

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int PARTITIONS = 16;

  /** Reading a record costs more than counting it. */
  private static final int LOOKED_AT = 50;

  @Option(names = "--provider", defaultValue = "cpu", description = "cpu or cuda.")
  private String provider;

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,8,16,32,64",
      description = "Sizes of batches (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--cameras",
      defaultValue = "256",
      description = "A batch has at most one frame of each (default: ${DEFAULT-VALUE}).")
  private int cameras;

  @Option(
      names = "--frames",
      defaultValue = "60000",
      description =
          "How many are measured with each size, after half as many (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--heap",
      defaultValue = "8g",
      description = "Of the job (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(
      names = "--log",
      defaultValue = "bench/target/job-rates.log",
      description = "Where the job logs to (default: ${DEFAULT-VALUE}).")
  private Path log;

  private JobRates() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new JobRates()).execute(arguments));
  }

  @Override
  public void run() {
    try (BrokerProcess broker = BrokerProcess.start();
        JobProcess process = JobProcess.start(heap, CORES, log.toAbsolutePath())) {
      System.out.printf(
          "%nKafka to Kafka, %d cores, 720p JPEGs of %.0f kB, %d cameras, models on %s%n",
          CORES, MovingPortrait.picture(0).length / 1000.0, cameras, provider);
      System.out.printf(
          "%8s %10s %14s %14s%n", "batch", "frames/s", "cores of job", "ms CPU/frame");
      for (int batch : batches) {
        measure(broker, process, batch);
      }
    } catch (IOException e) {
      throw new CommandLine.ExecutionException(
          new CommandLine(this), "job: %s (expected: it runs); see %s".formatted(e, log), e);
    }
  }

  private void measure(BrokerProcess broker, JobProcess process, int batch) throws IOException {
    Topics topics = Topics.create(broker, "batch-" + batch, PARTITIONS);
    int warmUp = frames / 2;
    send(topics, warmUp + frames);
    String job = process.submit(options(topics, batch));
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topics)) {
      int begun = await(consumer, 0, warmUp);
      Duration cpu = process.processorTime();
      long start = System.nanoTime();
      int counted = await(consumer, begun, warmUp + frames) - begun;
      double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
      double cpuSeconds =
          process.processorTime().minus(cpu).toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
      System.out.printf(
          Locale.ROOT,
          "%8d %10.0f %14.1f %14.2f%n",
          batch,
          counted / seconds,
          cpuSeconds / seconds,
          1000 * cpuSeconds / counted);
    } finally {
      process.cancel(job);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A frame that is lost shows as a run without end.
  private void send(Topics topics, int count) {
    Map<String, Object> client =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      for (int frame = 0; frame < count; frame++) {
        producer.send(
            new ProducerRecord<>(
                topics.frames(),
                "camera-" + frame % cameras,
                MovingPortrait.picture(frame / cameras)));
      }
    }
  }

  private List<String> options(Topics topics, int batch) {
    List<String> options = new ArrayList<>(topics.jobOptions());
    options.add("-Dparallelism.default=" + CORES);
    options.add("--%s=%s".formatted(FramesSettings.FORMAT.key(), FrameFormat.RAW));
    options.add("--%s=0 s".formatted(TrackerOptions.REGION_TTL.key()));
    options.add("--inference.device=" + provider);
    options.add("--inference.batch-sizes=" + batch);
    return options;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Topics topics) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                topics.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topics.landmarks(), partition))
            .toList());
    return consumer;
  }

  /** Reads on until there are so many; returns how many there are, which may be a few more. */
  private static int await(KafkaConsumer<byte[], byte[]> consumer, int before, int records) {
    FrameLandmarksDeserializer reader = new FrameLandmarksDeserializer();
    int read = before;
    while (read < records) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
        if (read++ % LOOKED_AT == 0) {
          requireFaces(reader.deserialize(each.topic(), each.value()));
        }
      }
    }
    return read;
  }

  private static void requireFaces(FrameLandmarks record) {
    if (record.getStatus() != FrameStatus.FACES) {
      throw new IllegalStateException(
          "record: %s (expected: FACES, as the clip shows one); see the job's log"
              .formatted(record.getStatus()));
    }
  }
}

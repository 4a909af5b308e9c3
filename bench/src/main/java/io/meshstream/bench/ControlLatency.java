package io.meshstream.bench;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.CameraConfigSerializer;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.tools.simulation.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How long a change of a camera's settings takes: from when its record is sent to the control topic
 * until the first record of a frame that follows it is read, for a camera of 100 frames/s that is
 * turned off and on again. The wait for the next frame is part of that: half of a frame's period on
 * average. Beside it, how long such a frame's record takes anyway.
 */
public final class ControlLatency {

  private static final int PARALLELISM = 2;
  private static final int WARM_UP_FRAMES = 3_000;
  private static final int WARM_UP_CHANGES = 20;
  private static final int CHANGES = 300;
  private static final double FRAMES_PER_SECOND = 100;
  private static final double NEIGHBOURS_FRAMES_PER_SECOND = 10;
  private static final String HEAP = "512m";
  private static final Path LOG = Path.of("bench/target/control.log");

  private ControlLatency() {}

  public static void main(String[] arguments) throws Exception {
    int changes = arguments.length == 0 ? CHANGES : Integer.parseInt(arguments[0]);
    Neighbourhood neighbourhood = new Neighbourhood(PARALLELISM);
    List<Clip> clips = NeighbourRun.makeClips();
    MicroClock clock = new MicroClock();
    try (BrokerProcess broker = BrokerProcess.start();
        JobProcess process = JobProcess.start(HEAP, 2 * PARALLELISM, LOG.toAbsolutePath())) {
      new NeighbourRun(broker, neighbourhood, clips, clock, 0, 0, 8, List.of())
          .warmUp(process, "warm-up", WARM_UP_FRAMES);
      System.out.printf(
          "a camera of %.0f frames/s, turned off and on %d times%n", FRAMES_PER_SECOND, changes);
      for (int neighbours : new int[] {0, 8}) {
        new ControlLatency()
            .measure(broker, process, neighbourhood, clips, clock, neighbours, changes);
      }
    }
  }

  private void measure(
      BrokerProcess broker,
      JobProcess process,
      Neighbourhood neighbourhood,
      List<Clip> clips,
      MicroClock clock,
      int neighbours,
      int changes)
      throws Exception {
    Topics topics = Topics.create(broker, "beside-" + neighbours, neighbourhood.partitions());
    String control = "beside-" + neighbours + "-control";
    broker.createCompactedTopic(control);
    List<String> options = new ArrayList<>();
    options.add("-Dparallelism.default=" + PARALLELISM);
    options.addAll(topics.jobOptions());
    options.add("--control.topic=" + control);
    String job = process.submit(options);
    List<SentCamera> all = neighbourhood.neighbours(1 + neighbours, clips);
    try (FrameSender sender =
            new FrameSender(topics, all.subList(0, 1), FRAMES_PER_SECOND, Long.MAX_VALUE, clock);
        FrameSender others =
            new FrameSender(
                topics,
                all.subList(1, all.size()),
                NEIGHBOURS_FRAMES_PER_SECOND,
                neighbours == 0 ? 0 : Long.MAX_VALUE,
                clock);
        Changes measured = new Changes(topics, control, all.get(0), clock)) {
      for (int i = 0; i < WARM_UP_CHANGES; i++) {
        measured.change(i % 2 == 0);
      }
      measured.reset();
      for (int i = 0; i < changes; i++) {
        measured.change(i % 2 == 0);
      }
      sender.check();
      others.check();
      measured.print(neighbours);
    } finally {
      process.cancel(job);
    }
  }

  /** Changes one camera's settings and waits for the effect. For one thread. */
  private static final class Changes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String control;
    private final String camera;
    private final MicroClock clock;
    private final KafkaProducer<String, CameraConfig> producer;
    private final KafkaConsumer<String, FrameLandmarks> consumer;
    private final Histogram effectMicros = new Histogram(3);
    private final Histogram frameMicros = new Histogram(3);

    Changes(Topics topics, String control, SentCamera camera, MicroClock clock) {
      this.control = control;
      this.camera = camera.name();
      this.clock = clock;
      this.producer =
          new KafkaProducer<>(
              Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers()),
              new StringSerializer(),
              new CameraConfigSerializer());
      this.consumer =
          new KafkaConsumer<>(
              Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers()),
              new StringDeserializer(),
              new FrameLandmarksDeserializer());
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.landmarks()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    void change(boolean enabled) throws IOException {
      CameraConfig config =
          CameraConfig.newBuilder().setCameraId(camera).setEnabled(enabled).build();
      long begin = clock.micros();
      var unused = producer.send(new ProducerRecord<>(control, camera, config));
      while (true) {
        for (ConsumerRecord<String, FrameLandmarks> each : consumer.poll(Duration.ofMillis(100))) {
          long now = clock.micros();
          FrameLandmarks record = each.value();
          if (!record.getCameraId().equals(camera)) {
            continue;
          }
          frameMicros.recordValue(Math.max(0, now - record.getCapturedAtMicros()));
          if ((record.getStatus() != FrameStatus.SHED) == enabled) {
            effectMicros.recordValue(now - begin);
            drain();
            return;
          }
        }
        if (clock.micros() - begin > TimeUnit.MICROSECONDS.convert(PATIENCE)) {
          throw new IOException(
              "%s: not changed after %d s (expected: it is); see %s"
                  .formatted(camera, PATIENCE.toSeconds(), LOG));
        }
      }
    }

    /** What is left of a poll is older than the next change. */
    private void drain() {
      consumer.poll(Duration.ZERO);
    }

    void reset() {
      effectMicros.reset();
      frameMicros.reset();
    }

    void print(int neighbours) {
      System.out.printf(
          Locale.ROOT,
          "beside %d cameras of %.0f frames/s: change to effect p50 %.1f ms, p99 %.1f ms, most %.1f"
              + " ms; a frame to its record p50 %.1f ms, p99 %.1f ms%n",
          neighbours,
          NEIGHBOURS_FRAMES_PER_SECOND,
          millis(effectMicros, 50),
          millis(effectMicros, 99),
          millis(effectMicros, 100),
          millis(frameMicros, 50),
          millis(frameMicros, 99));
    }

    private static double millis(Histogram micros, double percentile) {
      return micros.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toMicros(1);
    }

    @Override
    public void close() {
      producer.close();
      consumer.close();
    }
  }
}

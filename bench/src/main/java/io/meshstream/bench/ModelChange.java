package io.meshstream.bench;

import io.meshstream.bench.Waiting.Window;
import io.meshstream.job.options.ControlSettings;
import io.meshstream.job.options.InferenceSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.CameraConfigSerializer;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.vision.testing.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a change of models costs: cameras stream through the job, topic to topic, while the control
 * topic has it change to other models and back.
 */
public final class ModelChange {

  private static final int PARALLELISM = 2;
  private static final int CAMERAS = 8;
  private static final int FRAMES_PER_SECOND = 10;
  private static final int WARM_UP_FRAMES = 3_000;
  private static final String HEAP = "512m";
  private static final Path LOG = Path.of("bench/target/model-change.log");

  /** The first frames find a job that is still starting. */
  private static final int STARTING = 10 * FRAMES_PER_SECOND;

  /** A change comes when a third of this is over, so that there are frames before and after it. */
  private static final int PERIOD_FRAMES = 3 * FRAMES_PER_SECOND;

  private static final int CHANGES = 20;
  private static final String ALL_CAMERAS = "*";

  private final MicroClock clock = new MicroClock();
  private final Neighbourhood neighbourhood = new Neighbourhood(PARALLELISM);
  private final List<Clip> clips = NeighbourRun.makeClips();
  private final List<SentCamera> cameras = neighbourhood.neighbours(CAMERAS, clips);
  private final int changes;

  private ModelChange(int changes) {
    this.changes = changes;
  }

  public static void main(String[] arguments) throws Exception {
    new ModelChange(arguments.length == 0 ? CHANGES : Integer.parseInt(arguments[0])).run();
  }

  private void run() throws IOException {
    try (ScratchFolder models = ScratchFolder.create();
        BrokerProcess broker = BrokerProcess.start();
        JobProcess process = JobProcess.start(HEAP, PARALLELISM, LOG.toAbsolutePath())) {
      new ModelFiles(models.path()).renamedMesh("next");
      new NeighbourRun(broker, neighbourhood, clips, clock, 0, 0, CAMERAS, List.of())
          .warmUp(process, "warm-up", WARM_UP_FRAMES);
      System.out.printf(
          "%s; %d subtasks, %d processors; %d changes%n",
          NeighbourRun.description(CAMERAS),
          PARALLELISM,
          Runtime.getRuntime().availableProcessors(),
          changes);
      measure(process, Topics.create(broker, "change", neighbourhood.partitions()), models.path());
    }
  }

  private void measure(JobProcess process, Topics topics, Path models) throws IOException {
    String control = topics.frames() + "-control";
    createCompacted(topics.bootstrapServers(), control);
    List<String> options = new ArrayList<>(topics.jobOptions());
    options.add(0, "-Dparallelism.default=" + PARALLELISM);
    options.add("--%s=%s".formatted(ControlSettings.TOPIC.key(), control));
    options.add("--%s=%s".formatted(InferenceSettings.MODELS_DIRECTORY.key(), models));
    String job = process.submit(options);
    int all = STARTING + changes * PERIOD_FRAMES;
    try (AnswerReader reader = new AnswerReader(topics, neighbourhood.partitions(), clock);
        KafkaProducer<String, CameraConfig> producer = producer(topics.bootstrapServers());
        FrameSender sender = new FrameSender(topics, cameras, FRAMES_PER_SECOND, all, clock)) {
      List<Long> changedAt = new ArrayList<>();
      for (int i = 0; i < changes; i++) {
        waitUntil(sender.dueMicros(STARTING + (long) i * PERIOD_FRAMES + PERIOD_FRAMES / 3));
        changedAt.add(clock.micros());
        announce(producer, control, i % 2 == 0 ? "next" : "");
      }
      for (SentCamera camera : cameras) {
        while (reader.firstUnanswered(camera.name()) < all) {
          sender.check();
          Pause.millis(20);
        }
      }
      Window window =
          new Window(
              sender.dueMicros(STARTING),
              STARTING,
              (long) changes * PERIOD_FRAMES,
              (double) TimeUnit.SECONDS.toMicros(1) / FRAMES_PER_SECOND,
              clock.micros());
      print(Waiting.of(cameras, reader.answers(), window), reader.answers(), changedAt);
    } finally {
      process.cancel(job);
    }
  }

  private static void createCompacted(String servers, String topic) throws IOException {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
      NewTopic created =
          new NewTopic(topic, 1, (short) 1)
              .configs(
                  Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
      admin.createTopics(List.of(created)).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("topic: " + topic + " (expected: created)", e);
    }
  }

  private static KafkaProducer<String, CameraConfig> producer(String servers) {
    return new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
        new StringSerializer(),
        new CameraConfigSerializer());
  }

  private static void announce(
      KafkaProducer<String, CameraConfig> producer, String topic, String models)
      throws IOException {
    CameraConfig config =
        CameraConfig.newBuilder().setCameraId(ALL_CAMERAS).setModels(models).build();
    try {
      producer.send(new ProducerRecord<>(topic, ALL_CAMERAS, config)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("settings: not sent (expected: the broker takes them)", e);
    }
  }

  private void waitUntil(long micros) throws IOException {
    while (clock.micros() < micros) {
      Pause.millis(1);
    }
  }

  private static void print(Waiting waiting, List<Answer> answers, List<Long> changedAt) {
    Histogram first = new Histogram(3);
    Histogram last = new Histogram(3);
    Histogram calm = new Histogram(3);
    Histogram after = new Histogram(3);
    long second = TimeUnit.SECONDS.toMicros(1);
    int seen = 0;
    for (long change : changedAt) {
      List<Answer> before = between(answers, change - second, change);
      List<Answer> since = between(answers, change, change + 2 * second);
      before.forEach(answer -> calm.recordValue(answer.latencyMicros()));
      between(answers, change, change + second)
          .forEach(answer -> after.recordValue(answer.latencyMicros()));
      String old = before.get(before.size() - 1).modelId();
      List<Answer> changed = since.stream().filter(each -> !each.modelId().equals(old)).toList();
      if (!changed.isEmpty()) {
        seen++;
        first.recordValue(changed.get(0).arrivedMicros() - change);
        long lastOld =
            since.stream()
                .filter(each -> each.modelId().equals(old))
                .mapToLong(Answer::arrivedMicros)
                .max()
                .orElse(change);
        last.recordValue(lastOld - change);
      }
    }
    System.out.printf(
        "changes seen: %d of %d; frames lost: %d%n", seen, changedAt.size(), waiting.unanswered());
    print("from the message to the first record by the new models", first);
    print("from the message to the last record by the old models", last);
    print("latency of frames due within a second before a change", calm);
    print("latency of frames due within a second after it", after);
  }

  private static List<Answer> between(List<Answer> answers, long from, long to) {
    return answers.stream()
        .filter(each -> each.dueMicros() >= from && each.dueMicros() < to)
        .toList();
  }

  private static void print(String name, Histogram micros) {
    double milli = TimeUnit.MILLISECONDS.toMicros(1);
    System.out.printf(
        Locale.ROOT,
        "%-56s p50 %6.1f ms, p99 %6.1f ms, most %6.1f ms%n",
        name,
        micros.getValueAtPercentile(50) / milli,
        micros.getValueAtPercentile(99) / milli,
        micros.getMaxValue() / milli);
  }
}

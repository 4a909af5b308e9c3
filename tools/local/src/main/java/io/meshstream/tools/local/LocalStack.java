package io.meshstream.tools.local;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.tools.broker.LocalBroker;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything the job needs, in one process: a broker with its topics, a Flink cluster, and the job
 * itself. Closing it leaves nothing behind. One thread opens and closes it.
 */
final class LocalStack implements AutoCloseable {

  static final int FRAME_PARTITIONS = 8;

  static final int MAX_PARALLELISM = 64;

  /** Where the commands for cameras' settings look unless they are told otherwise. */
  static final String CONTROL_TOPIC = "camera-settings";

  private static final short ONE_BROKER = 1;

  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private LocalBroker broker;
  private FlinkCluster cluster;
  private JobSettings settings;
  private RunningJob job;

  private LocalStack() {}

  /**
   * Starts it all; the job may not run yet.
   *
   * @param configuration options of the job and of Flink; the address of the broker is added
   * @param ports where to listen
   * @param parallelism how many subtasks the job has
   * @param space what the topics may take
   */
  static LocalStack start(
      Configuration configuration, Ports ports, int parallelism, TopicSpace space)
      throws InterruptedException {
    LocalStack stack = new LocalStack();
    try {
      stack.open(configuration, ports, parallelism, space);
      return stack;
    } catch (InterruptedException | RuntimeException | Error e) {
      stack.close();
      throw e;
    }
  }

  private void open(Configuration given, Ports ports, int parallelism, TopicSpace space)
      throws InterruptedException {
    TemporaryFolder folder = opened(new TemporaryFolder());
    Opening<LocalBroker> opening =
        opened(
            Opening.start(
                "broker",
                () -> broker(given, folder.folder("kafka"), ports.kafka(), space),
                LocalBroker::close));
    cluster = opened(FlinkCluster.start(given, folder.folder("flink"), parallelism, ports.web()));
    broker = opening.await();
    settings = settings(given, broker);
    job = opened(cluster.submit(settings));
  }

  private static LocalBroker broker(Configuration given, Path folder, int port, TopicSpace space) {
    LocalBroker broker = LocalBroker.start(folder, port);
    try {
      broker.createTopics(topics(settings(given, broker), space));
      return broker;
    } catch (RuntimeException | Error e) {
      broker.close();
      throw e;
    }
  }

  private static JobSettings settings(Configuration given, LocalBroker broker) {
    Configuration configuration = new Configuration(given);
    configuration.set(KafkaSettings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
    return JobSettings.from(configuration);
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> config) {
    return new NewTopic(name, partitions, ONE_BROKER).configs(config);
  }

  private static List<NewTopic> topics(JobSettings settings, TopicSpace space) {
    List<NewTopic> topics = new ArrayList<>();
    topics.add(
        topic(settings.frames().topic(), FRAME_PARTITIONS, space.ofFrames(FRAME_PARTITIONS)));
    topics.add(
        topic(
            settings.sink().landmarksTopic(),
            FRAME_PARTITIONS,
            space.ofLandmarks(FRAME_PARTITIONS)));
    topics.add(topic(settings.sink().deadLettersTopic(), 1, space.ofDeadLetters()));
    if (settings.control().isOn()) {
      topics.add(topic(settings.control().topic(), 1, TopicSpace.ofSettings()));
    }
    if (settings.events().isOn()) {
      topics.add(topic(settings.events().topic(), 1, space.ofEvents()));
    }
    return topics;
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  URI webPage() {
    return cluster.webPage();
  }

  /** Returns the job's settings, the address of the broker among them. */
  JobSettings settings() {
    return settings;
  }

  RunningJob job() {
    return job;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The other parts are still to be closed.
        LOG.warn("{} does not close.", part.getClass().getSimpleName(), e);
      }
    }
  }

  /**
   * Where to listen; 0 takes a free port.
   *
   * @param kafka port of the broker
   * @param web port of Flink's web page
   */
  record Ports(int kafka, int web) {}
}

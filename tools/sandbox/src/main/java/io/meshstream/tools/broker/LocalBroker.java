package io.meshstream.tools.broker;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.tools.console.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker, its own controller too, that runs in this process on the loopback interface
 * for as long as it is needed.
 *
 * <p>It keeps its data in a directory that the caller provides and deletes. One thread opens and
 * closes it; any may use what it serves.
 */
public final class LocalBroker implements AutoCloseable {

  private static final int NODE = 1;
  private static final String RETENTION_MILLIS = "5000";
  private static final int CLEANER_BYTES = 4 << 20;
  private static final String HOST = "127.0.0.1";

  private final KafkaRaftServer server;
  private final int port;

  private LocalBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param data an empty directory, or that of a broker that was stopped
   * @param port the port to listen on; 0 takes a free one
   * @throws CommandFailure if the port is taken or the broker does not start
   */
  public static LocalBroker start(Path data, int port) {
    return start(data, port, Map.of());
  }

  /**
   * Does the same with other settings.
   *
   * @param more the broker's settings that are not as here
   */
  static LocalBroker start(Path data, int port, Map<String, String> more) {
    int clientPort = port == 0 ? freePort() : requireFree(port);
    int controllerPort = freePortBeside(clientPort);
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(data);
    }
    Map<String, String> settings = settings(data, clientPort, controllerPort);
    settings.putAll(more);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw new CommandFailure(
          "Kafka broker: does not start on port %d, %s (expected: it starts); see the log file"
              .formatted(clientPort, e.getMessage()),
          e);
    }
    return new LocalBroker(server, clientPort);
  }

  private static Map<String, String> settings(Path data, int clientPort, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "CLIENTS://%s:%d,CONTROLLER://%s:%d".formatted(HOST, clientPort, HOST, controllerPort));
    settings.put("advertised.listeners", "CLIENTS://%s:%d".formatted(HOST, clientPort));
    settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "CLIENTS");
    settings.put("log.dirs", data.toString());
    settings.put("message.max.bytes", Integer.toString(ContractLimits.FRAME_BYTES));
    // What retention gives up goes at once, not after the five minutes that suit a big broker.
    settings.put("log.initial.task.delay.ms", RETENTION_MILLIS);
    settings.put("log.retention.check.interval.ms", RETENTION_MILLIS);
    settings.put("log.segment.delete.delay.ms", "1000");
    // Topics that are compacted are small here; the memory for it is taken, and cleared, at the
    // start.
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("controlled.shutdown.enable", "false");
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.put(internal + ".replication.factor", "1");
    }
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    return settings;
  }

  private static void format(Path data) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(output, false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(out)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .addDirectory(data.toString())
          .setMetadataLogDirectory(data.toString())
          .run();
    } catch (Exception e) {
      throw new CommandFailure(
          "Kafka data directory: %s, %s (expected: it can be written); free some space"
              .formatted(data, e.getMessage()),
          e);
    }
  }

  private static int freePort() {
    return boundPort(0);
  }

  /** The first is free until the broker takes it, so the system may well offer it again. */
  private static int freePortBeside(int first) {
    int port = freePort();
    while (port == first) {
      port = freePort();
    }
    return port;
  }

  /**
   * Sees that a port can be listened on.
   *
   * @return the port
   * @throws CommandFailure if it is taken
   */
  public static int requireFree(int port) {
    try {
      return boundPort(port);
    } catch (CommandFailure e) {
      throw new CommandFailure(
          "Kafka port: %d (expected: a free port); stop what listens there or choose another with"
                  .formatted(port)
              + " --kafka-port",
          e);
    }
  }

  /** Kafka must be told its ports before it starts, so one is tried out and given back. */
  private static int boundPort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailure(
          "loopback port: %d, %s (expected: a port can be opened); look at this machine's limits"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Returns where clients find it: host and port. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /**
   * Creates a topic and waits until it is there.
   *
   * @throws CommandFailure if it cannot be created
   */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /**
   * Creates a topic and waits until it is there.
   *
   * @param config what is not as the broker has it for all topics
   * @throws CommandFailure if it cannot be created
   */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    createTopic(bootstrapServers(), name, partitions, config);
  }

  /**
   * Creates a topic of such a broker in another process, and waits until it is there.
   *
   * @throws CommandFailure if it cannot be created
   */
  public static void createTopic(String bootstrapServers, String name, int partitions) {
    createTopic(bootstrapServers, name, partitions, Map.of());
  }

  /**
   * Does the same with a configuration.
   *
   * @param config what is not as the broker has it for all topics
   * @throws CommandFailure if it cannot be created
   */
  public static void createTopic(
      String bootstrapServers, String name, int partitions, Map<String, String> config) {
    createTopics(
        bootstrapServers, List.of(new NewTopic(name, partitions, (short) 1).configs(config)));
  }

  /**
   * Creates topics and waits until they are there.
   *
   * @throws CommandFailure if one of them cannot be created
   */
  public void createTopics(List<NewTopic> topics) {
    createTopics(bootstrapServers(), topics);
  }

  private static void createTopics(String bootstrapServers, List<NewTopic> topics) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(client)) {
      for (Map.Entry<String, KafkaFuture<Void>> topic :
          admin.createTopics(topics).values().entrySet()) {
        awaitCreated(topic.getKey(), topic.getValue());
      }
    }
  }

  private static void awaitCreated(String topic, KafkaFuture<Void> created) {
    try {
      created.get();
    } catch (ExecutionException e) {
      throw new CommandFailure(
          "topic: %s, %s (expected: a new topic with a valid name); choose another name"
              .formatted(topic, e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("topic: " + topic + " not created (expected: time to do so)", e);
    }
  }

  /** Stops the broker and waits until it has; its data stays in the directory. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}

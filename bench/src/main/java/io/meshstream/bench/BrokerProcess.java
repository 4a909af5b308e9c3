package io.meshstream.bench;

import io.meshstream.tools.broker.LocalBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A Kafka broker in a process of its own, so that neither its work nor the compilation of its code
 * counts as that of the process that measures.
 */
final class BrokerProcess implements AutoCloseable {

  private final ScratchFolder folder;
  private final ScratchFolder logs;
  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(
      ScratchFolder folder, ScratchFolder logs, Process process, String bootstrapServers) {
    this.folder = folder;
    this.logs = logs;
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerProcess start() throws IOException {
    ScratchFolder folder = ScratchFolder.create();
    ScratchFolder logs = ScratchFolder.create();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                Safepoints.option(safepoints(logs)),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.path().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String bootstrapServers = new BufferedReader(process.inputReader()).readLine();
    if (bootstrapServers == null) {
      logs.close();
      throw new IOException("the broker's process ended before it served");
    }
    return new BrokerProcess(folder, logs, process, bootstrapServers);
  }

  /** Runs the broker: serves until its standard input ends, which it does with its parent. */
  public static void main(String[] arguments) throws IOException {
    try (LocalBroker broker = LocalBroker.start(Path.of(arguments[0]), 0)) {
      System.out.println(broker.bootstrapServers());
      System.in.read();
    }
  }

  private static Path safepoints(ScratchFolder logs) {
    return logs.path().resolve("safepoints.log");
  }

  /** Returns when all of its threads stood still. */
  List<TimeSpan> safepoints(MicroClock clock) throws IOException {
    return Safepoints.read(safepoints(logs), clock);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void createTopic(String name, int partitions) {
    LocalBroker.createTopic(bootstrapServers, name, partitions);
  }

  /** Creates a topic of which the newest record of each key is kept. */
  void createCompactedTopic(String name) {
    LocalBroker.createTopic(
        bootstrapServers,
        name,
        1,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    folder.close();
    logs.close();
  }
}

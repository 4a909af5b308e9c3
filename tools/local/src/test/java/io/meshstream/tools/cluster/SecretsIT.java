package io.meshstream.tools.cluster;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.Meshstream;
import io.meshstream.tools.broker.SecuredBroker;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateway, job and tools log in to a broker behind TLS with passwords: none of them is in any log,
 * in what Flink's web interface shows, or in what commands print.
 */
class SecretsIT {

  private static final Path JOB = Path.of(System.getProperty("meshstream.cluster-jar"));
  private static final List<String> USERS = List.of("gateway", "job", "reader");
  private static final Pattern REST_PORT = Pattern.compile("rest\\.port: (\\d+)");

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void noPasswordIsSeenAnywhere() throws Exception {
    try (SecuredBroker broker =
            SecuredBroker.start(Files.createDirectory(folder.resolve("broker")), USERS);
        StandaloneCluster cluster =
            StandaloneCluster.start(Files.createDirectory(folder.resolve("flink")), 1)) {
      prepare(broker);
      while (cluster.freeSlots() != 1) {
        Thread.onSpinWait();
      }
      String job =
          cluster.submit(JOB, List.of("--config=" + config("job", broker, "kafka.properties.")));
      Process gateway =
          start("gateway", broker, "gateway", "--id=hall", "--url=simulate:1", "--verbose");
      try {
        awaitRecord(broker);
      } finally {
        gateway.destroy();
        gateway.waitFor();
      }
      assertThat(start("reader", broker, "ledger", "--wait=60", "--verbose").waitFor()).isZero();
      for (String path :
          List.of(
              "/config",
              "/jobmanager/config",
              "/jobmanager/environment",
              "/jobs/" + job,
              "/jobs/" + job + "/config",
              "/jobs/" + job + "/plan",
              "/jobs/" + job + "/exceptions",
              "/taskmanagers")) {
        assertThat(webInterface(path)).as(path).isNotEmpty().doesNotContain(secrets());
      }
    }
    List<Path> logs = logs();
    assertThat(logs)
        .extracting(path -> path.getFileName().toString())
        .contains("client.log", "jobmanager.log", "taskmanager-1.log", "gateway.log", "ledger.log");
    for (Path log : logs) {
      assertThat(Files.readString(log)).as("%s", log).doesNotContain(secrets());
    }
  }

  private static void prepare(SecuredBroker broker) throws Exception {
    for (String topic : List.of("frames", "landmarks", "dead-letters")) {
      broker.create(topic, 1, Map.of());
      broker.allow("reader", TOPIC, topic, READ);
    }
    broker.allow("gateway", TOPIC, "frames", WRITE);
    broker.allow("job", TOPIC, "frames", READ);
    broker.allow("job", TOPIC, "landmarks", WRITE);
    broker.allow("job", TOPIC, "dead-letters", WRITE);
    broker.allow("job", GROUP, "meshstream-frames", READ);
  }

  private static CharSequence[] secrets() {
    return USERS.stream().map(user -> user + "-secret").toArray(CharSequence[]::new);
  }

  private Path config(String user, SecuredBroker broker, String prefix) throws IOException {
    List<String> lines = new ArrayList<>();
    if (!prefix.isEmpty()) {
      lines.add("kafka.bootstrap-servers=" + broker.bootstrapServers());
      lines.add("frames.starting-offsets=earliest");
    }
    broker.settingsOf(user).forEach((key, value) -> lines.add(prefix + key + "=" + value));
    return Files.write(folder.resolve(user + ".properties"), lines);
  }

  /** Starts a command as users do; what it prints and what it logs goes to a file. */
  private Process start(String user, SecuredBroker broker, String command, String... options)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.add("-Dlog4j.configurationFile=" + folder.resolve("flink/conf/log4j2.xml"));
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), Meshstream.class.getName()));
    all.addAll(List.of(command, "-b=" + broker.bootstrapServers()));
    all.add("--kafka-config=" + config(user, broker, ""));
    all.addAll(List.of(options));
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(command + ".log").toFile())
        .start();
  }

  private static void awaitRecord(SecuredBroker broker) {
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(broker.clientOf("reader")),
            IsolationLevel.READ_UNCOMMITTED,
            "landmarks topic",
            "landmarks",
            OptionalLong.empty())) {
      while (reading.next().isEmpty() && !reading.later().iterator().hasNext()) {
        Thread.onSpinWait();
      }
    }
  }

  private String webInterface(String path) throws Exception {
    Matcher port = REST_PORT.matcher(Files.readString(folder.resolve("flink/conf/config.yaml")));
    assertThat(port.find()).isTrue();
    URI address = URI.create("http://127.0.0.1:" + port.group(1) + path);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private List<Path> logs() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          // Kafka calls its data so, too.
          .filter(file -> !file.startsWith(folder.resolve("broker")))
          .toList();
    }
  }
}

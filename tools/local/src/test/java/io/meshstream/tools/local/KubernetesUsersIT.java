package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.preflight.Preflight;
import io.meshstream.tools.Meshstream;
import io.meshstream.tools.broker.SecuredBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.view.TestingBrowser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Gateway, job, viewer and commands do their work as the users of {@code k8s/}, on a broker that
 * allows what these say and nothing else: the topics, the rights and the options of the job are
 * read from the resources.
 */
@Timeout(240)
class KubernetesUsersIT {

  private static final Path KUBERNETES = Path.of("..", "..", "k8s");
  private static final Path KAFKA = KUBERNETES.resolve("base/kafka");
  private static final Path EXACTLY_ONCE = KUBERNETES.resolve("components/exactly-once");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int PATIENCE_SECONDS = 60;

  private static final String GATEWAY = "meshstream-gateway";
  private static final String JOB = "meshstream-job";
  private static final String VIEWER = "meshstream-viewer";
  private static final String OPERATIONS = "meshstream-operations";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everybodyCanDoTheirWorkWithTheRightsOfTheirKafkaUser(boolean exactlyOnce) throws Exception {
    try (SecuredBroker broker = startBroker(exactlyOnce, Set.of())) {
      JobClient job = startJob(broker, exactlyOnce);
      try {
        work(broker, exactlyOnce ? "read_committed" : "read_uncommitted");
      } finally {
        job.cancel().get();
      }
    }
  }

  @Test
  void whoeverLacksARightIsToldWhichOne() throws Exception {
    Set<Right> withheld =
        Set.of(
            new Right(GATEWAY, ResourceType.TOPIC, "frames", AclOperation.WRITE),
            new Right(JOB, ResourceType.GROUP, "meshstream", AclOperation.READ),
            new Right(JOB, ResourceType.TOPIC, "landmarks", AclOperation.WRITE),
            new Right(JOB, ResourceType.TRANSACTIONAL_ID, "meshstream-*", AclOperation.WRITE),
            new Right(JOB, ResourceType.TRANSACTIONAL_ID, "meshstream-*", AclOperation.DESCRIBE),
            new Right(VIEWER, ResourceType.TOPIC, "landmarks", AclOperation.READ),
            new Right(OPERATIONS, ResourceType.TOPIC, "camera-settings", AclOperation.WRITE));
    try (SecuredBroker broker = startBroker(true, withheld)) {
      Configuration flink = new Configuration();
      JobSettings settings = jobSettings(broker, true, flink);
      assertThatThrownBy(() -> Preflight.check(settings, flink))
          .isInstanceOfSatisfying(
              InvalidOptionsException.class,
              e ->
                  assertThat(e.problems())
                      .satisfiesExactlyInAnyOrder(
                          problem ->
                              assertThat(problem)
                                  .startsWith("landmarks.topic: landmarks, which the job may")
                                  .contains("(expected: WRITE as well)"),
                          problem ->
                              assertThat(problem)
                                  .startsWith("kafka.group-id: meshstream, a group that the job")
                                  .contains("(expected: READ)"),
                          problem ->
                              assertThat(problem)
                                  .startsWith("sink.transactional-id-prefix: meshstream-, ids that")
                                  .contains("(expected: WRITE and DESCRIBE)")));
      try (Running viewer = run(broker, VIEWER, "view", "--port=0")) {
        assertThat(viewer.exitCode()).isEqualTo(1);
        assertThat(viewer.err())
            .contains("topic: landmarks, not open to this user (expected: the right READ)");
      }
      try (Running set = run(broker, OPERATIONS, "cameras", "set", "front-door", "--max-faces=3")) {
        assertThat(set.exitCode()).isEqualTo(1);
        assertThat(set.err())
            .contains("topics: none that this user may write to (expected: the right WRITE)");
      }
      try (Running gateway =
          run(broker, GATEWAY, "gateway", "--id=front-door", "--url=simulate:1", "--fps=5")) {
        gateway.await("front-door: (topics: none that this user may write to .*the right WRITE)");
      }
    }
  }

  /**
   * One operation that a user may carry out.
   *
   * @param name of the resource; an asterisk at the end means all that begin so
   */
  private record Right(String user, ResourceType type, String name, AclOperation operation) {}

  /** Starts a broker with the topics and the users, who may do all that they should but this. */
  private SecuredBroker startBroker(boolean exactlyOnce, Set<Right> withheld) throws Exception {
    SecuredBroker broker =
        SecuredBroker.start(
            Files.createDirectory(folder.resolve("broker")),
            List.of(GATEWAY, JOB, VIEWER, OPERATIONS));
    try {
      createTopics(broker);
      Set<Right> found = new HashSet<>();
      for (Path user : files("user-")) {
        JsonNode resource = YAML.readTree(user.toFile());
        for (JsonNode rule : resource.at("/spec/authorization/acls")) {
          allow(broker, resource.at("/metadata/name").asText(), rule, withheld, found);
        }
      }
      if (exactlyOnce) {
        for (JsonNode added : YAML.readTree(EXACTLY_ONCE.resolve("user-job.yaml").toFile())) {
          allow(broker, JOB, added.path("value"), withheld, found);
        }
      }
      assertThat(found).as("rights of k8s/").containsAll(withheld);
      return broker;
    } catch (Exception | AssertionError e) {
      broker.close();
      throw e;
    }
  }

  private void work(SecuredBroker broker, String isolation) throws Exception {
    try (Running viewer = run(broker, VIEWER, "view", "--port=0", "--events-topic=camera-events");
        Running gateway =
            run(broker, GATEWAY, "gateway", "--id=front-door", "--url=simulate:1", "--fps=5")) {
      TestingBrowser browser = TestingBrowser.connect(URI.create(viewer.await("(http://\\S+)")));
      // Frames, records and events have each come to the page.
      assertThat(browser.next().name()).startsWith("front-door ");
      browser.send("front-door");
      browser.awaitStatus("\"kind\":\"FACE_ENTERED\"");
      browser.leave();

      String settings = succeed(broker, "cameras", "set", "front-door", "--max-faces=3");
      assertThat(settings).contains("front-door");
      assertThat(succeed(broker, "cameras", "list")).contains("front-door");
      try (Running events =
          run(broker, OPERATIONS, "events", "--follow", "--isolation=" + isolation)) {
        events.await("(SETTINGS_APPLIED)");
      }
      assertThat(gateway.stop()).as(gateway.err()).isZero();
      assertThat(viewer.stop()).as(viewer.err()).isZero();
    }
    assertThat(succeed(broker, "ledger", "--wait=60", "--isolation=" + isolation))
        .contains("balanced");
    assertThat(succeed(broker, "tail", "--from-beginning", "--limit=1", "--isolation=" + isolation))
        .contains("front-door");
  }

  private static void createTopics(SecuredBroker broker) throws Exception {
    for (Path file : files("topic-")) {
      JsonNode topic = YAML.readTree(file.toFile());
      Map<String, String> config = new HashMap<>();
      topic
          .at("/spec/config")
          .properties()
          .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
      // There is one broker.
      config.remove("min.insync.replicas");
      broker.create(
          topic.at("/metadata/name").asText(), topic.at("/spec/partitions").asInt(), config);
    }
  }

  private static List<Path> files(String begin) throws IOException {
    try (Stream<Path> all = Files.list(KAFKA)) {
      return all.filter(each -> each.getFileName().toString().startsWith(begin)).toList();
    }
  }

  /**
   * Does as Strimzi's user operator does.
   *
   * @param withheld rights that are not given
   * @param found takes the rights that the rule would give
   */
  private static void allow(
      SecuredBroker broker, String user, JsonNode rule, Set<Right> withheld, Set<Right> found)
      throws Exception {
    JsonNode resource = rule.path("resource");
    ResourceType type = ResourceType.fromString(enumName(resource.path("type").asText()));
    String name = type == ResourceType.CLUSTER ? "kafka-cluster" : resource.path("name").asText();
    boolean isPrefix = resource.path("patternType").asText().equals("prefix");
    String names = isPrefix ? name + "*" : name;
    List<AclOperation> operations = new ArrayList<>();
    for (JsonNode each : rule.path("operations")) {
      AclOperation operation = AclOperation.fromString(enumName(each.asText()));
      Right right = new Right(user, type, names, operation);
      found.add(right);
      if (!withheld.contains(right)) {
        operations.add(operation);
      }
    }
    broker.allow(user, type, names, operations.toArray(AclOperation[]::new));
  }

  private static String enumName(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "_");
  }

  private JobClient startJob(SecuredBroker broker, boolean exactlyOnce) throws Exception {
    Configuration flink = new Configuration();
    JobSettings settings = jobSettings(broker, exactlyOnce, flink);
    // Throws if a right is missing.
    List<String> unused = Preflight.check(settings, flink);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    FaceMeshJob.define(env, settings);
    return env.executeAsync();
  }

  private static JobSettings jobSettings(
      SecuredBroker broker, boolean exactlyOnce, Configuration flink) throws IOException {
    configure(flink, KUBERNETES.resolve("base/job/flink-deployment.yaml"));
    if (exactlyOnce) {
      configure(flink, EXACTLY_ONCE.resolve("flink-deployment.yaml"));
      // The broker of the test has Kafka's own limit.
      flink.setString("meshstream.sink.transaction-timeout", "15 min");
    }
    flink.setString("meshstream.kafka.bootstrap-servers", broker.bootstrapServers());
    broker
        .settingsOf(JOB)
        .forEach((key, value) -> flink.setString("meshstream.kafka.properties." + key, value));
    return JobSettings.from(new String[0], Map.of(), flink);
  }

  /** Takes the options of the job, and of Flink's what they are about the job. */
  private static void configure(Configuration flink, Path deployment) throws IOException {
    YAML.readTree(deployment.toFile())
        .at("/spec/flinkConfiguration")
        .properties()
        .forEach(
            each -> {
              String key = each.getKey();
              if (key.equals("pipeline.name")
                  || key.equals("execution.checkpointing.interval")
                  || (key.startsWith("meshstream.") && !key.startsWith("meshstream.kafka."))) {
                flink.setString(key, each.getValue().asText());
              }
            });
  }

  private String succeed(SecuredBroker broker, String... command) throws Exception {
    try (Running running = run(broker, OPERATIONS, command)) {
      assertThat(running.exitCode()).as("%s", running.err()).isZero();
      return running.out();
    }
  }

  private Running run(SecuredBroker broker, String user, String... command) throws IOException {
    Path config = folder.resolve(user + ".properties");
    Files.writeString(
        config,
        broker.settingsOf(user).entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue() + "\n")
            .collect(Collectors.joining()));
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--bootstrap-servers=" + broker.bootstrapServers());
    arguments.add("--kafka-config=" + config);
    return new Running(arguments);
  }

  /** A command on a thread of its own. */
  private static final class Running implements AutoCloseable {

    private final StopSignal stop = new StopSignal();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> exitCode;

    Running(List<String> arguments) {
      CommandLine line = Meshstream.commandLine(stop, Optional.empty());
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(err, true));
      exitCode =
          CompletableFuture.supplyAsync(
              () -> line.execute(arguments.toArray(String[]::new)),
              task -> new Thread(task, "command-" + arguments.get(0)).start());
    }

    /** Waits until it has said something, and returns the first group of that. */
    String await(String pattern) throws Exception {
      Pattern wanted = Pattern.compile(pattern);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      for (Matcher said = wanted.matcher(out()); ; said = wanted.matcher(out())) {
        if (said.find()) {
          return said.group(1);
        }
        try {
          throw new AssertionError(
              "ended with %d, %s".formatted(exitCode.get(50, TimeUnit.MILLISECONDS), err()));
        } catch (TimeoutException e) {
          if (System.nanoTime() > end) {
            throw new AssertionError("said: " + out() + err() + " (expected: " + pattern + ")", e);
          }
        }
      }
    }

    int exitCode() throws ExecutionException, InterruptedException, TimeoutException {
      return exitCode.get(2L * PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    int stop() throws Exception {
      stop.raise();
      return exitCode();
    }

    String out() {
      return out.toString();
    }

    String err() {
      return err.toString();
    }

    @Override
    public void close() {
      stop.raise();
      exitCode.join();
      stop.end();
    }
  }
}

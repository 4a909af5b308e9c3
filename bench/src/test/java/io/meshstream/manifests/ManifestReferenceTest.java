package io.meshstream.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.JobSettings;
import io.meshstream.tools.Meshstream;
import io.meshstream.tools.console.StopSignal;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is named in {@code k8s/} exists: options, commands, classes, topics, users, volumes, ports
 * and pods; each file by itself, for overlays and components are patches of base.
 */
class ManifestReferenceTest {

  private static final List<Manifest> WRITTEN = Manifests.written();

  /** By whom the Secrets are made that Strimzi does not make. */
  private static final Set<String> SECRETS_OF_THE_README =
      Set.of("meshstream-camera-passwords", "meshstream-object-store");

  private static final Pattern CLASS = Pattern.compile("[a-z]+(\\.[a-z]+)+\\.[A-Z]\\w+");

  /** Comes with Flink's distribution, as a plug-in that no other class sees. */
  private static final String GPU_DRIVER = "org.apache.flink.externalresource.gpu.GPUDriverFactory";

  static Stream<Manifest> jobs() {
    return WRITTEN.stream().filter(each -> each.is("FlinkDeployment"));
  }

  static Stream<Manifest> containersHolders() {
    return WRITTEN.stream().filter(each -> each.is("Deployment"));
  }

  private static Manifest base(String kind) {
    return WRITTEN.stream()
        .filter(each -> each.is(kind) && each.source().startsWith("base"))
        .findFirst()
        .orElseThrow();
  }

  /** What base sets, and a patch over it. */
  private static Map<String, String> configuration(Manifest patch) {
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.putAll(base("FlinkDeployment").flinkConfiguration());
    configuration.putAll(patch.flinkConfiguration());
    return configuration;
  }

  private static JobSettings settings(Map<String, String> configuration) {
    return JobSettings.from(new String[0], Map.of(), Configuration.fromMap(configuration));
  }

  // ------------------------------------------------------------------ options

  @ParameterizedTest
  @MethodSource("jobs")
  void theJobTakesItsOptions(Manifest job) {
    assertThatCode(() -> settings(configuration(job))).doesNotThrowAnyException();
  }

  @Test
  void aTypoInAnOptionIsFound() {
    assertThatCode(() -> settings(Map.of("meshstream.frames.topick", "frames")))
        .hasMessageContaining("meshstream.frames.topick: unknown option");
    assertThat(FlinkOptions.problem("execution.checkpointing.dirr", "x")).isPresent();
    assertThat(FlinkOptions.problem("execution.checkpointing.interval", "5 parsecs")).isPresent();
    assertThat(FlinkOptions.problem("job.autoscaler.metric.window", "1 min")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void flinkTakesItsOptions(Manifest job) {
    List<String> problems =
        job.flinkConfiguration().entrySet().stream()
            .filter(each -> !each.getKey().startsWith("meshstream."))
            .filter(each -> !each.getKey().startsWith("env.java.opts."))
            .flatMap(each -> FlinkOptions.problem(each.getKey(), each.getValue()).stream())
            .toList();

    assertThat(problems).isEmpty();
  }

  @Test
  void kafkaTakesItsSettings() {
    Set<String> ofBrokers = KafkaConfig.configDef().names();
    List<String> unknown = new ArrayList<>();
    for (Manifest each : WRITTEN) {
      if (each.is("Kafka")) {
        JsonNode config = each.body().path("spec").path("kafka").path("config");
        config
            .fieldNames()
            .forEachRemaining(key -> addUnless(ofBrokers.contains(key), key, unknown));
      } else if (each.is("KafkaTopic")) {
        Properties config = new Properties();
        each.body()
            .path("spec")
            .path("config")
            .properties()
            .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        assertThatCode(() -> LogConfig.validate(config))
            .as(each.toString())
            .doesNotThrowAnyException();
      }
    }

    assertThat(unknown).isEmpty();
  }

  private static void addUnless(boolean known, String key, List<String> unknown) {
    if (!known) {
      unknown.add(key);
    }
  }

  // ------------------------------------------------------------------ classes, paths, images

  @Test
  void classesExist() throws IOException {
    List<String> named = new ArrayList<>();
    for (Path file : Manifests.files("")) {
      if (Files.isRegularFile(file) && !file.toString().endsWith(".json")) {
        CLASS
            .matcher(Manifests.text(file))
            .results()
            .map(found -> found.group())
            .forEach(named::add);
      }
    }

    assertThat(named)
        .contains(FaceMeshJob.class.getName())
        .filteredOn(name -> !name.equals(GPU_DRIVER))
        .allSatisfy(
            name ->
                assertThatCode(() -> Class.forName(name, false, getClass().getClassLoader()))
                    .doesNotThrowAnyException());
  }

  @Test
  void theJobIsStartedByItsMainClass() {
    JsonNode job = base("FlinkDeployment").body().path("spec").path("job");

    assertThat(job.path("entryClass").asText()).isEqualTo(FaceMeshJob.class.getName());
  }

  @Test
  void theJobsJarIsWhereTheImageHasIt() {
    String jar = base("FlinkDeployment").body().at("/spec/job/jarURI").asText();
    String assemble = Manifests.text(Path.of("..", "docker", "assemble"));

    assertThat(jar).startsWith("local:///opt/flink/");
    assertThat(assemble)
        .contains("\"$out/job/%s\"".formatted(jar.replaceFirst("local:///opt/flink/", "")));
    assertThat(Manifests.text(Path.of("..", "docker", "job.Dockerfile")))
        .contains("COPY --from=build /job /opt/flink");
  }

  @Test
  void imagesAreOfThisVersion() {
    Matcher version =
        Pattern.compile("<artifactId>meshstream-parent</artifactId>\\s*<version>([^<]+)<")
            .matcher(Manifests.text(Path.of("..", "pom.xml")));
    assertThat(version.find()).isTrue();
    List<String> tags =
        Stream.of(
                "base/kustomization.yaml",
                "components/operations/kustomization.yaml",
                "overlays/gpu/flink-deployment.yaml")
            .map(file -> Manifests.text(Manifests.FOLDER.resolve(file)))
            .flatMap(text -> Pattern.compile("(newTag: |job:)(\\S+)").matcher(text).results())
            .map(found -> found.group(2))
            .toList();

    assertThat(tags).hasSize(5).allSatisfy(tag -> assertThat(tag).startsWith(version.group(1)));
  }

  // ------------------------------------------------------------------ commands

  @ParameterizedTest
  @MethodSource("containersHolders")
  void theCommandLineTakesItsArguments(Manifest deployment) {
    for (String[] arguments : arguments(deployment)) {
      assertThatCode(
              () -> Meshstream.commandLine(new StopSignal(), Optional.empty()).parseArgs(arguments))
          .doesNotThrowAnyException();
    }
  }

  /** What its containers tell our command line. */
  private static List<String[]> arguments(Manifest deployment) {
    return deployment.pods().stream()
        .flatMap(Pod::containers)
        .filter(container -> container.at("/command/0").asText().equals("meshstream"))
        .map(
            container ->
                Stream.of("command", "args")
                    .flatMap(part -> Manifest.texts(container.path(part)).stream())
                    .skip(1)
                    .toArray(String[]::new))
        .toList();
  }

  // ------------------------------------------------------------------ topics and users

  private static List<Manifest> ofKind(String kind) {
    return WRITTEN.stream().filter(each -> each.is(kind)).toList();
  }

  private static Set<String> topics() {
    return ofKind("KafkaTopic").stream().map(Manifest::name).collect(Collectors.toSet());
  }

  @Test
  void everyTopicThatIsNamedIsMade() {
    Set<String> named = new HashSet<>();
    base("FlinkDeployment")
        .flinkConfiguration()
        .forEach(
            (key, value) -> {
              if (key.startsWith("meshstream.") && key.endsWith(".topic")) {
                named.add(value);
              }
            });
    containersHolders()
        .flatMap(each -> arguments(each).stream())
        .flatMap(Stream::of)
        .map(Pattern.compile("--\\w+-topic=(.*)")::matcher)
        .filter(Matcher::matches)
        .forEach(argument -> named.add(argument.group(1)));
    for (Manifest user : ofKind("KafkaUser")) {
      for (JsonNode acl : user.body().path("spec").path("authorization").path("acls")) {
        if (acl.path("resource").path("type").asText().equals("topic")) {
          named.add(acl.path("resource").path("name").asText());
        }
      }
    }

    assertThat(named).isEqualTo(topics());
  }

  @Test
  void theJobsGroupIsTheOneItMayUse() {
    String group = settings(base("FlinkDeployment").flinkConfiguration()).kafka().groupId();

    assertThat(acls("meshstream-job"))
        .filteredOn(acl -> acl.path("resource").path("type").asText().equals("group"))
        .extracting(acl -> acl.path("resource").path("name").asText())
        .containsExactly(group);
  }

  private static List<JsonNode> acls(String user) {
    return ofKind("KafkaUser").stream()
        .filter(each -> each.name().equals(user))
        .flatMap(each -> Pod.elements(each.body().path("spec").path("authorization").path("acls")))
        .toList();
  }

  @Test
  void kafkaKnowsWhatIsAllowed() {
    List<String> operations =
        ofKind("KafkaUser").stream()
            .flatMap(user -> acls(user.name()).stream())
            .flatMap(acl -> Manifest.texts(acl.path("operations")).stream())
            // Kafka's own names are in words with underscores.
            .map(name -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "_"))
            .toList();

    assertThat(operations)
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(AclOperation.fromString(name)).isNotEqualTo(AclOperation.UNKNOWN));
  }

  @Test
  void clientsLogInWithThePasswordOfAFile(@TempDir Path user) throws IOException {
    Files.writeString(user.resolve("sasl.jaas.config"), "a module with a password");
    List<String> files = new ArrayList<>();
    for (Path file : Manifests.files("kafka.properties")) {
      files.add(Manifests.text(file));
    }
    files.add(kafkaPropertiesOfTheJob());

    assertThat(files)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            text -> {
              Properties properties = new Properties();
              properties.load(
                  new StringReader(text.replace("/etc/meshstream/kafka-user", user.toString())));
              properties.put("bootstrap.servers", "localhost:9093");
              AdminClientConfig config = new AdminClientConfig(properties);
              assertThat(config.getPassword("sasl.jaas.config").value())
                  .isEqualTo("a module with a password");
              assertThat(properties.stringPropertyNames())
                  .filteredOn(name -> !name.startsWith("config.providers"))
                  .isSubsetOf(AdminClientConfig.configNames());
            });
  }

  private static String kafkaPropertiesOfTheJob() {
    return settings(base("FlinkDeployment").flinkConfiguration())
        .kafka()
        .forClients()
        .entrySet()
        .stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("\n"));
  }

  // ------------------------------------------------------------------ volumes and Secrets

  @ParameterizedTest
  @MethodSource("containersHolders")
  void everyFileThatIsNamedIsMounted(Manifest deployment) {
    for (Pod pod : deployment.pods()) {
      pod.containers()
          .forEach(
              container ->
                  Manifest.texts(container.path("args")).stream()
                      .map(Pattern.compile("--[a-z-]+=(/etc/.*)")::matcher)
                      .filter(Matcher::matches)
                      .map(argument -> argument.group(1))
                      .forEach(
                          path ->
                              assertThat(generatedFiles(pod.volumeAt(container, path)))
                                  .as("%s: files where %s is mounted", deployment, path)
                                  .contains(path.substring(path.lastIndexOf('/') + 1))));
    }
  }

  /** Names the files of a ConfigMap that base generates. */
  private static List<String> generatedFiles(JsonNode volume) {
    List<String> files = new ArrayList<>();
    for (Path file : Manifests.files("kustomization.yaml")) {
      for (Manifest kustomization : Manifests.parse(file.toString(), Manifests.text(file))) {
        for (JsonNode map : kustomization.body().path("configMapGenerator")) {
          if (map.path("name").equals(volume.path("configMap").path("name"))) {
            files.addAll(Manifest.texts(map.path("files")));
          }
        }
      }
    }
    return files;
  }

  @Test
  void everySecretIsMadeByStrimziOrByTheReadme() throws IOException {
    Set<String> made = new HashSet<>(SECRETS_OF_THE_README);
    ofKind("KafkaUser").forEach(user -> made.add(user.name()));
    ofKind("Kafka").forEach(kafka -> made.add(kafka.name() + "-cluster-ca-cert"));
    List<String> named = new ArrayList<>();
    for (Manifest each : WRITTEN) {
      for (String field : List.of("secretName", "secretKeyRef", "secretRef")) {
        for (JsonNode found : each.body().findValues(field)) {
          named.add(found.isTextual() ? found.asText() : found.path("name").asText());
        }
      }
    }

    assertThat(named).isNotEmpty().allSatisfy(secret -> assertThat(made).contains(secret));
    assertThat(Files.readString(Manifests.FOLDER.resolve("README.md")))
        .contains(SECRETS_OF_THE_README);
  }

  // ------------------------------------------------------------------ ports, selectors, budgets

  @Test
  void theBrokersListenWhereClientsAsk() {
    Manifest kafka = base("Kafka");
    String address =
        "%s-kafka-bootstrap:%d"
            .formatted(kafka.name(), kafka.body().at("/spec/kafka/listeners/0/port").asInt());

    assertThat(settings(base("FlinkDeployment").flinkConfiguration()).kafka().bootstrapServers())
        .isEqualTo(address);
    assertThat(containersHolders().flatMap(each -> arguments(each).stream()))
        .isNotEmpty()
        .allSatisfy(arguments -> assertThat(arguments).contains("--bootstrap-servers=" + address));
  }

  @Test
  void metricsAreScrapedWhereTheyAre() {
    String port = base("FlinkDeployment").flinkConfiguration().get("metrics.reporter.prom.port");
    JsonNode ports =
        base("FlinkDeployment").body().at("/spec/podTemplate/spec/containers/0/ports/0");

    assertThat(ports.path("containerPort").asText()).isEqualTo(port);
    assertThat(base("PodMonitor").body().at("/spec/podMetricsEndpoints/0/port"))
        .isEqualTo(ports.path("name"));
  }

  @Test
  void thePageIsServedWhereItIsAskedFor() {
    Manifest viewer =
        containersHolders()
            .filter(each -> each.name().equals("meshstream-viewer"))
            .findFirst()
            .orElseThrow();
    JsonNode port = viewer.body().at("/spec/template/spec/containers/0/ports/0");

    assertThat(arguments(viewer).get(0)).contains("--port=" + port.path("containerPort").asText());
    assertThat(base("Service").body().at("/spec/ports/0/targetPort")).isEqualTo(port.path("name"));
  }

  @Test
  void everySelectorFindsAPod() {
    List<Pod> pods = WRITTEN.stream().flatMap(each -> each.pods().stream()).toList();
    List<JsonNode> selectors = new ArrayList<>();
    for (Manifest each : WRITTEN) {
      JsonNode spec = each.body().path("spec");
      switch (each.kind()) {
        case "Service" -> selectors.add(spec.path("selector"));
        case "PodDisruptionBudget" -> selectors.add(spec.path("selector").path("matchLabels"));
        case "PodMonitor", "Deployment" -> selectors.add(spec.path("selector").path("matchLabels"));
        case "NetworkPolicy" -> selectors.add(spec.path("podSelector").path("matchLabels"));
        default -> {}
      }
    }
    selectors.removeIf(JsonNode::isEmpty);

    assertThat(selectors)
        .hasSizeGreaterThan(6)
        .allSatisfy(
            labels -> assertThat(pods).anySatisfy(pod -> assertThat(pod.matches(labels)).isTrue()));
  }

  @Test
  void oneTaskManagerAtATimeMayBeDrained() throws Exception {
    Map<String, List<Manifest>> variants = Variants.built();
    for (Map.Entry<String, List<Manifest>> variant : variants.entrySet()) {
      Manifest job =
          variant.getValue().stream()
              .filter(each -> each.flinkSpec().isPresent())
              .findFirst()
              .orElseThrow();
      int parallelism = job.flinkSpec().orElseThrow().at("/job/parallelism").asInt();
      int slots = Integer.parseInt(job.flinkConfiguration().get("taskmanager.numberOfTaskSlots"));

      assertThat(variant.getValue())
          .filteredOn(each -> each.name().equals("meshstream-job-taskmanager"))
          .allSatisfy(
              budget ->
                  assertThat(budget.body().at("/spec/minAvailable").asInt())
                      .as(variant.getKey())
                      .isEqualTo((parallelism + slots - 1) / slots - 1));
    }
  }

  @Test
  void podsRunWithoutRightsAndWithAReadOnlyRoot() {
    List<Pod> pods =
        WRITTEN.stream()
            .filter(each -> each.source().startsWith("base") || each.is("Deployment"))
            .flatMap(each -> each.pods().stream())
            .toList();

    assertThat(pods)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            pod -> {
              assertThat(pod.spec().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.spec().at("/enableServiceLinks").asBoolean(true)).isFalse();
              assertThat(pod.containers())
                  .allSatisfy(
                      container -> {
                        JsonNode context = container.path("securityContext");
                        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                        assertThat(Manifest.texts(context.at("/capabilities/drop")))
                            .containsExactly("ALL");
                      });
            });
  }
}

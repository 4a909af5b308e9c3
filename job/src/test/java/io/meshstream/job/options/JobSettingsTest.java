package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshstream.job.records.FaceForm;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.registry.RegisteredSchemas;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.HandRules;
import io.meshstream.vision.HandednessRule;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.Scale;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TileOptions;
import io.meshstream.vision.TrackPolicy;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.smoothing.Smoothing;
import io.meshstream.vision.smoothing.SmoothingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSettingsTest {

  private static final Map<String, String> NO_ENVIRONMENT = Map.of();

  @TempDir private Path folder;

  @Test
  void theDefaultsAreThoseOfTheOptions() {
    JobSettings settings = settings();

    assertThat(settings)
        .isEqualTo(
            new JobSettings(
                "meshstream-frames",
                new KafkaSettings(
                    "localhost:9092", "meshstream-frames", Map.of(), Map.of(), Map.of()),
                new FramesSettings(
                    "frames",
                    FrameFormat.AVRO,
                    StartingOffsets.COMMITTED,
                    false,
                    Duration.ofMinutes(1)),
                new SinkSettings(
                    "landmarks",
                    "dead-letters",
                    Delivery.AT_LEAST_ONCE,
                    "meshstream-frames",
                    Duration.ofMinutes(15),
                    LostRecords.FAIL),
                new ControlSettings("", 100_000, Duration.ofMinutes(1)),
                new EventsSettings("", Duration.ofSeconds(10)),
                new CameraSettings(
                    true,
                    TaskSettings.of(TaskKind.FACE_MESH)
                        .withTracking(
                            TrackingOptions.defaults().withRegionTtl(Duration.ofSeconds(5))),
                    new OutputSettings(new FaceForm(true, false, false)),
                    new FreshnessSettings(Duration.ZERO, 0, 8),
                    ModelSettings.bundled(),
                    CameraSettings.FORGET_NOTHING),
                new ComputeSettings(0, 4, 16 * 1024 * 1024),
                new InferenceSettings(
                    new DeviceChoice(DeviceChoice.Kind.AUTO, DeviceChoice.ANY),
                    List.of(),
                    Duration.ofMillis(2),
                    ""),
                new LimitsSettings(
                    16 * 1024 * 1024,
                    64_000_000,
                    16_000_000,
                    32,
                    Duration.ofSeconds(10),
                    100_000,
                    0,
                    900 * 1024),
                new StateSettings(Duration.ofHours(1), Duration.ofSeconds(1)),
                new MetricsSettings(200),
                new RegistrySettings(Map.of(), RegisteredSchemas.none())));
  }

  @Test
  void everyOptionCanBeSetOnTheCommandLineInEitherForm() {
    JobSettings settings =
        settings(
            "--kafka.bootstrap-servers=a:1,b:2",
            "--kafka.properties.security.protocol=SSL",
            "--kafka.consumer.properties.fetch.min.bytes=7",
            "--kafka.producer.properties.linger.ms=9",
            "--frames.topic",
            "f",
            "--frames.format=raw",
            "--frames.starting-offsets",
            "earliest",
            "--frames.bounded=true",
            "--sink.delivery=exactly-once",
            "--task=face-detection",
            "--face.detector=full-range",
            "--face.min-detection-confidence=0.25",
            "--decode.detector-scale=auto",
            "--face.sampling=opencv",
            "--face.max-faces=4",
            "--face.static-images=true",
            "--face.min-tracking-confidence=0.75",
            "--face.smallest-face=24",
            "--face.tiles-per-frame=9",
            "--face.turned-heads=true",
            "--face.redetect=true",
            "--face.smoothing=one-euro",
            "--face.smoothing-min-cutoff=0.5",
            "--face.smoothing-beta=10",
            "--face.smoothing-derivative-cutoff=2",
            "--face.lost-frames=30",
            "--face.cap-faces=true",
            "--face.remove-duplicates=true",
            "--hands.enabled=true",
            "--hands.model=lite",
            "--hands.rules=tasks",
            "--hands.max-hands=4",
            "--hands.min-detection-confidence=0.6",
            "--hands.min-tracking-confidence=0.7",
            "--hands.handedness=unmirrored",
            "--hands.seek-every=3",
            "--hands.seek-every-while-tracking=15",
            "--decode.region-scale=auto",
            "--face.region-ttl=0 s",
            "--compute.threads=3",
            "--compute.queue=7",
            "--compute.queue-bytes=1 mb",
            "--inference.device=cuda:1",
            "--inference.batch-sizes=8, 32",
            "--inference.batch-delay=5 ms",
            "--models.directory=/opt/models/",
            "--freshness.max-age=200 ms",
            "--freshness.max-queue=1",
            "--limits.frame-bytes=1 mb",
            "--limits.frame-time=3 s",
            "--limits.camera-rate=12.5",
            "--state.ttl=0 s",
            "--checkpoint.interval=250ms");

    assertThat(settings.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(settings.kafka().clientProperties()).isEqualTo(Map.of("security.protocol", "SSL"));
    assertThat(settings.kafka().forClients()).isEqualTo(Map.of("security.protocol", "SSL"));
    assertThat(settings.kafka().forConsumers())
        .isEqualTo(Map.of("security.protocol", "SSL", "fetch.min.bytes", "7"));
    assertThat(settings.kafka().forProducers())
        .isEqualTo(Map.of("security.protocol", "SSL", "linger.ms", "9"));
    assertThat(settings.frames().topic()).isEqualTo("f");
    assertThat(settings.frames().format()).isEqualTo(FrameFormat.RAW);
    assertThat(settings.frames().startingOffsets()).isEqualTo(StartingOffsets.EARLIEST);
    assertThat(settings.frames().bounded()).isTrue();
    assertThat(settings.sink().delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(settings.camera().task())
        .isEqualTo(
            TaskSettings.of(TaskKind.FACE_DETECTION)
                .withDetection(
                    new DetectionOptions(
                        DetectorModel.FULL_RANGE, 0.25, Scale.AUTO, new TileOptions(24, 9), true))
                .withTracking(
                    new TrackingOptions(
                        4,
                        true,
                        0.75,
                        Duration.ZERO,
                        Scale.AUTO,
                        new TrackPolicy(true, 30, true, true)))
                .withSampling(Sampling.OPENCV)
                .withLandmarks(
                    LandmarkOptions.defaults()
                        .withSmoothing(new Smoothing(SmoothingKind.ONE_EURO, 0.5, 10, 2)))
                .withHands(
                    new HandOptions(
                        true,
                        HandModel.LITE,
                        HandRules.TASKS,
                        4,
                        0.6,
                        0.7,
                        HandednessRule.UNMIRRORED,
                        3,
                        15)));
    assertThat(settings.compute()).isEqualTo(new ComputeSettings(3, 7, 1024 * 1024));
    assertThat(settings.inference())
        .isEqualTo(
            new InferenceSettings(
                new DeviceChoice(DeviceChoice.Kind.CUDA, 1),
                List.of(8, 32),
                Duration.ofMillis(5),
                "/opt/models"));
    assertThat(settings.camera().freshness())
        .isEqualTo(new FreshnessSettings(Duration.ofMillis(200), 1, 14));
    assertThat(settings.limits().frameBytes()).isEqualTo(1024 * 1024);
    assertThat(settings.limits().frameTime()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.limits().cameraRate()).isEqualTo(12.5);
    assertThat(settings.state().ttl()).isZero();
    assertThat(settings.state().checkpointInterval()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void anAgeLimitBoundsACamerasQueueAsWellUnlessTheOptionSaysOtherwise() {
    assertThat(settings().camera().freshness().maxQueue()).isZero();
    assertThat(settings("--freshness.max-age=200 ms").camera().freshness().maxQueue()).isEqualTo(8);
    assertThat(
            settings("--freshness.max-age=1 s", "--compute.queue=7")
                .camera()
                .freshness()
                .maxQueue())
        .isEqualTo(14);
    assertThat(
            settings("--freshness.max-age=1 s", "--freshness.max-queue=3")
                .camera()
                .freshness()
                .maxQueue())
        .isEqualTo(3);
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    String file =
        file("options.yaml", "frames.topic: file\nlandmarks.topic: file\nkafka.group-id: file\n");
    Map<String, String> environment =
        Map.of(
            "MESHSTREAM_FRAMES_TOPIC", "environment", "MESHSTREAM_LANDMARKS_TOPIC", "environment");

    JobSettings settings =
        JobSettings.from(
            new String[] {"--config", file, "--frames.topic=command-line"}, environment);

    assertThat(settings.frames().topic()).isEqualTo("command-line");
    assertThat(settings.sink().landmarksTopic()).isEqualTo("environment");
    assertThat(settings.kafka().groupId()).isEqualTo("file");
  }

  @Test
  void flinksConfigurationCanSetEveryOptionAndEverythingElseWinsOverIt() throws IOException {
    String file = file("options.yaml", "landmarks.topic: file\n");
    Configuration flink = new Configuration();
    flink.setString("meshstream.frames.topic", "flink");
    flink.setString("meshstream.landmarks.topic", "flink");
    flink.setString("meshstream.kafka.properties.security.protocol", "SSL");
    flink.setString("taskmanager.numberOfTaskSlots", "2");

    JobSettings settings = JobSettings.from(new String[] {"--config", file}, NO_ENVIRONMENT, flink);

    assertThat(settings.frames().topic()).isEqualTo("flink");
    assertThat(settings.sink().landmarksTopic()).isEqualTo("file");
    assertThat(settings.kafka().clientProperties()).isEqualTo(Map.of("security.protocol", "SSL"));
  }

  @Test
  void anUnknownOptionInFlinksConfigurationIsNamedAsItWasSet() {
    Configuration flink = new Configuration();
    flink.setString("meshstream.frame.topic", "x");

    InvalidOptionsException thrown =
        catchThrowableOfType(
            InvalidOptionsException.class,
            () -> JobSettings.from(new String[0], NO_ENVIRONMENT, flink));

    assertThat(thrown.problems())
        .containsExactly(
            "meshstream.frame.topic: unknown option (expected: one of those in OPTIONS.md); did you mean meshstream.frames.topic?");
  }

  @Test
  void groupAndTransactionalIdsAreCalledAfterTheJobAndThatAfterTheFramesTopic() {
    JobSettings derived = settings("--frames.topic=hall");
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, "staging");
    JobSettings named =
        JobSettings.from(new String[] {"--kafka.group-id=g"}, NO_ENVIRONMENT, flink);

    assertThat(derived.name()).isEqualTo("meshstream-hall");
    assertThat(derived.kafka().groupId()).isEqualTo("meshstream-hall");
    assertThat(derived.sink().transactionalIdPrefix()).isEqualTo("meshstream-hall");
    assertThat(named.name()).isEqualTo("staging");
    assertThat(named.kafka().groupId()).isEqualTo("g");
    assertThat(named.sink().transactionalIdPrefix()).isEqualTo("staging");
  }

  @Test
  void whatTheJobSetsItselfIsRefusedForEveryKindOfClient() {
    assertThat(
            problems(
                Map.of("MESHSTREAM_KAFKA_CONSUMER_PROPERTIES_ISOLATION_LEVEL", "read_uncommitted"),
                "--kafka.properties.client.id=x",
                "--kafka.producer.properties.transaction.timeout.ms=1"))
        .containsExactly(
            "kafka.consumer.properties.isolation.level: set (expected: left to the job); frames of aborted transactions were never sent",
            "kafka.producer.properties.transaction.timeout.ms: set (expected: left to the job); set sink.transaction-timeout",
            "kafka.properties.client.id: set (expected: left to the job); clients are called after the job: set pipeline.name of Flink");
  }

  @Test
  void optionsOfTheJobAndOfFlinkTogetherAreAllChecked() {
    Map<String, String> options =
        Map.of(
            "face.max-faces", "2",
            "decode.detector-scales", "auto",
            "checkpoint.intervall", "1 s",
            "state.ttll", "1 s",
            "state.backend.type", "rocksdb",
            "sink.committer.retries", "3",
            "taskmanager.numberOfTaskSlots", "2",
            "foo", "bar");

    InvalidOptionsException thrown =
        catchThrowableOfType(InvalidOptionsException.class, () -> JobSettings.check(options));

    assertThat(thrown.problems())
        .containsExactly(
            "checkpoint.intervall: unknown option (expected: one of those in OPTIONS.md); did you mean checkpoint.interval?",
            "decode.detector-scales: unknown option (expected: one of those in OPTIONS.md); did you mean decode.detector-scale?",
            "foo: unknown option (expected: one of those in OPTIONS.md)",
            "state.ttll: unknown option (expected: one of those in OPTIONS.md); did you mean state.ttl?");
  }

  @Test
  void aMisspeltOptionIsRefusedWhereverItIsSet() throws IOException {
    Configuration flink = new Configuration();
    flink.setString("meshstream.checkpoint.intervall", "1 s");
    flink.setString("meshstream.state.ttl-seconds", "1");
    String file = file("options.yaml", "decode:\n  scale: auto\ncheckpoint.every: 1 s\n");

    InvalidOptionsException thrown =
        catchThrowableOfType(
            InvalidOptionsException.class,
            () ->
                JobSettings.from(
                    new String[] {"--config", file, "--decode.detector=auto"},
                    Map.of(
                        "MESHSTREAM_DECODE_REGION", "auto",
                        "MESHSTREAM_CHECKPOINT_EVERY", "1 s",
                        "MESHSTREAM_FRAMES_SERVICE_HOST", "10.0.0.1"),
                    flink));

    assertThat(thrown.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly(
            "MESHSTREAM_CHECKPOINT_EVERY",
            "MESHSTREAM_DECODE_REGION",
            "checkpoint.every",
            "decode.detector",
            "decode.scale",
            "meshstream.checkpoint.intervall",
            "meshstream.state.ttl-seconds");
  }

  @Test
  void theHelpNamesEveryOptionWithItsDefaultOnLinesThatFitATerminal() {
    String help = OptionHelp.text();

    assertThat(JobOptions.all())
        .allSatisfy(
            option ->
                assertThat(help)
                    .contains("  --" + option.key() + "=" + OptionValues.defaultOf(option)));
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(92));
    assertThat(OptionHelp.isAskedFor(new String[] {"--frames.topic=x", "--help"})).isTrue();
    assertThat(OptionHelp.isAskedFor(new String[] {"--frames.topic=x"})).isFalse();
  }

  @Test
  void theEnvironmentCanNameTheFileAndKafkaProperties() throws IOException {
    String file = file("options.properties", "face.max-faces=3\n");

    JobSettings settings =
        JobSettings.from(
            new String[0],
            Map.of(
                "MESHSTREAM_CONFIG",
                file,
                "MESHSTREAM_KAFKA_PROPERTIES_SASL_JAAS_CONFIG",
                "secret"));

    assertThat(settings.camera().task().tracking().maxFaces()).isEqualTo(3);
    assertThat(settings.kafka().clientProperties()).isEqualTo(Map.of("sasl.jaas.config", "secret"));
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void aYamlFileMayBeNestedOrEmpty() throws IOException {
    String nested =
        file("nested.yml", "frames:\n  topic: f\n  bounded: true\nface:\n  max-faces: 2\n");
    String empty = file("empty.yaml", "");

    JobSettings settings = settings("--config=" + nested);

    assertThat(settings.frames().topic()).isEqualTo("f");
    assertThat(settings.frames().bounded()).isTrue();
    assertThat(settings.camera().task().tracking().maxFaces()).isEqualTo(2);
    assertThat(settings("--config=" + empty)).isEqualTo(settings());
  }

  @Test
  void allProblemsAreReportedTogether() throws IOException {
    String file = file("options.yaml", "frames.topics: x\n");

    List<String> problems =
        problems(
            Map.of("MESHSTREAM_FACE_MAX_FACE", "2", "MESHSTREAM_STATE_TTL", "soon"),
            "--config=" + file,
            "--face.max-faces=0",
            "--compute.queue=-1",
            "--freshness.max-ages=1 s",
            "--face.sampling=cubic",
            "--face.min-tracking-confidence=NaN",
            "--frames.bounded=maybe",
            "--landmark.topic=y",
            "--limits.picture-pixels=1.5",
            "--limits.camera-rate=-1",
            "--dead-letters.topic=landmarks",
            "--kafka.properties.acks=0",
            "--kafka.bootstrap-servers=broker",
            "stray",
            "--kafka.group-id");

    assertThat(problems)
        .containsExactly(
            "--kafka.group-id: no value (expected: --kafka.group-id=value)",
            "MESHSTREAM_FACE_MAX_FACE: unknown environment variable (expected: one of the options in OPTIONS.md); did you mean MESHSTREAM_FACE_MAX_FACES?",
            "compute.queue: -1 (expected: 0 to 10000)",
            "dead-letters.topic: landmarks (expected: another topic than landmarks.topic)",
            "face.max-faces: 0 (expected: 1 to 64)",
            "face.min-tracking-confidence: NaN (expected: 0 to 1)",
            "face.sampling: cubic (expected: texture, opencv)",
            "frames.bounded: maybe (expected: true or false)",
            "frames.topics: unknown option (expected: one of those in OPTIONS.md); did you mean frames.topic?",
            "freshness.max-ages: unknown option (expected: one of those in OPTIONS.md); did you mean freshness.max-age?",
            "kafka.bootstrap-servers: broker (expected: host:port, several separated by commas)",
            "kafka.properties.acks: set (expected: left to the job); no record may be lost",
            "landmark.topic: unknown option (expected: one of those in OPTIONS.md); did you mean landmarks.topic?",
            "limits.camera-rate: -1 (expected: 0 to 10000 frames a second)",
            "limits.picture-pixels: 1.5 (expected: 1 to 500000000)",
            "state.ttl: soon (expected: 0 s or longer, such as 1 h)",
            "stray: stray argument (expected: --option=value)");
  }

  @Test
  void thereAreNoEventsUnlessATopicIsNamed() {
    assertThat(settings().events().isOn()).isFalse();
    assertThat(settings("--events.topic=camera-events", "--events.stall-after=3 s").events())
        .isEqualTo(new EventsSettings("camera-events", Duration.ofSeconds(3)))
        .matches(EventsSettings::isOn);
  }

  @Test
  void eventsOfWhatFacesDoNeedATopicAndChangeNoRecord() {
    assertThat(problems(NO_ENVIRONMENT, "--events.signals=true"))
        .containsExactly(
            "events.signals: true (expected: false without events.topic); set events.topic, or leave it out");
    assertThat(problems(NO_ENVIRONMENT, "--events.signals=perhaps"))
        .containsExactly("events.signals: perhaps (expected: true or false)");
    assertThat(
            settings("--events.topic=camera-events", "--events.signals=true")
                .camera()
                .task()
                .landmarks()
                .details())
        .containsExactly(FaceDetail.LANDMARK_SIGNALS);
  }

  @Test
  void eventsAndLandmarksMayNotShareATopic() {
    assertThat(problems(NO_ENVIRONMENT, "--events.topic=landmarks", "--events.stall-after=1 ms"))
        .containsExactly(
            "events.stall-after: 1 ms (expected: 100 ms to 7 d, such as 10 s)",
            "events.topic: landmarks (expected: another topic than landmarks.topic)");
    assertThat(problems(NO_ENVIRONMENT, "--events.topic=a b"))
        .containsExactly(
            "events.topic: a b (expected: empty, or a topic name: at most 249 letters, digits, dots,"
                + " underscores and hyphens)");
  }

  @Test
  void aTransactionMustOutliveACheckpointInterval() {
    assertThat(
            problems(
                NO_ENVIRONMENT,
                "--sink.delivery=exactly-once",
                "--sink.transaction-timeout=30 s",
                "--checkpoint.interval=30 s"))
        .containsExactly(
            "sink.transaction-timeout: 30 s (expected: longer than the checkpoint interval, 30 s, with sink.delivery = exactly-once)");
    assertThat(settings("--sink.transaction-timeout=30 s", "--checkpoint.interval=30 s"))
        .isNotNull();
  }

  @Test
  void aFileThatIsNotThereOrCannotBeReadIsAProblem() throws IOException {
    assertThat(problems(NO_ENVIRONMENT, "--config=" + folder.resolve("none.yaml")))
        .singleElement()
        .asString()
        .endsWith("none.yaml (expected: an existing file)");
    assertThat(problems(NO_ENVIRONMENT, "--config=" + file("bad.yaml", "a: b: c")))
        .singleElement()
        .asString()
        .contains("bad.yaml (expected: a readable file of options)");
    assertThat(problems(NO_ENVIRONMENT, "--config=" + file("options.txt", "")))
        .singleElement()
        .asString()
        .contains("expected: a name that ends in .yaml, .yml or .properties");
  }

  @Test
  void anOptionGivenTwiceIsAProblem() {
    assertThat(problems(NO_ENVIRONMENT, "--frames.topic=a", "--frames.topic=b"))
        .containsExactly("--frames.topic: given twice (expected: once)");
  }

  @Test
  void variablesThatKubernetesSetsForAServiceOfTheSameNameAreNoProblem() {
    Map<String, String> environment =
        Map.of(
            "MESHSTREAM_SERVICE_HOST", "10.0.0.1",
            "MESHSTREAM_PORT_8081_TCP", "tcp://10.0.0.1:8081",
            "PATH", "/bin");

    assertThat(JobSettings.from(new String[0], environment)).isEqualTo(settings());
  }

  @Test
  void flinksOwnOptionsInAConfigurationAreLeftAlone() {
    Configuration configuration = new Configuration();
    configuration.setString("state.backend.type", "rocksdb");
    configuration.setString("execution.checkpointing.interval", "5 s");

    assertThat(JobSettings.from(configuration)).isEqualTo(settings());
  }

  @Test
  void aMisspeltOptionInAConfigurationIsAProblem() {
    Configuration configuration = new Configuration();
    configuration.setString("face.max-facse", "2");

    InvalidOptionsException thrown =
        catchThrowableOfType(InvalidOptionsException.class, () -> JobSettings.from(configuration));

    assertThat(thrown.problems()).singleElement().asString().contains("face.max-faces?");
  }

  @Test
  void theControlTopicIsOffUnlessItIsNamedAndIsNoneOfTheOthers() {
    assertThat(settings().control().isOn()).isFalse();
    assertThat(settings("--control.topic=settings").control().topic()).isEqualTo("settings");
    assertThat(problems(Map.of(), "--control.topic=frames"))
        .containsExactly("control.topic: frames (expected: another topic than frames.topic)");
    assertThat(problems(Map.of(), "--control.topic=a/b", "--control.max-cameras=0"))
        .containsExactly(
            "control.max-cameras: 0 (expected: 1 to 10000000)",
            "control.topic: a/b (expected: empty, or a topic name: at most 249 letters, digits,"
                + " dots, underscores and hyphens)");
  }

  @Test
  void settingsTravelWithTheJob() throws Exception {
    JobSettings settings = settings("--kafka.properties.client.rack=x");

    JobSettings copy =
        InstantiationUtil.deserializeObject(
            InstantiationUtil.serializeObject(settings), getClass().getClassLoader());

    assertThat(copy).isEqualTo(settings);
  }

  private static JobSettings settings(String... arguments) {
    return JobSettings.from(arguments, NO_ENVIRONMENT);
  }

  private static List<String> problems(Map<String, String> environment, String... arguments) {
    InvalidOptionsException thrown =
        catchThrowableOfType(
            InvalidOptionsException.class, () -> JobSettings.from(arguments, environment));
    assertThat(thrown.getStackTrace()).isEmpty();
    assertThat(thrown.problems())
        .allSatisfy(problem -> assertThat(thrown).hasMessageContaining(problem));
    return thrown.problems();
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }
}

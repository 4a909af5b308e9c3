package io.meshstream.job;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.job.vision.TestingEngine;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.SingleObjectCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job with a control topic: real models, a real broker, a Flink cluster. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ControlTopicIT {

  private static final SingleObjectCodec<CameraConfig> CONFIGS =
      SingleObjectCodec.ofCameraConfigs();
  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();

  /** The capture time of a frame is this and its sequence number. */
  private static final long FIRST_MICROS = 1_000_000;

  private static final int FRAMES = 24;

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private static MiniCluster cluster;

  private final List<byte[]> walk = PortraitPictures.walk();
  private String name;

  @BeforeAll
  static void startCluster() throws Exception {
    Configuration flink = new Configuration();
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    createTopics(name);
  }

  private static void createTopics(String name) throws Exception {
    broker.create("frames-" + name, "landmarks-" + name, "dead-letters-" + name);
    broker.create(
        "control-" + name,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  @Test
  void aChangeTakesEffectWithoutARestartWhateverElseIsOnTheTopic() throws Exception {
    JobGraph job = job(name, new OnnxVisionEngineFactory(settings(name)));
    cluster.submitJob(job).get();
    control(name, "cam", new byte[] {1, 2, 3});
    control(name, "cam", new byte[900_000]);
    control(name, "", CONFIGS.encode(config("cam").setMaxFaces(0).build()));
    set(name, config("never-seen").setEnabled(false));
    int sent = sendUntil("FACES", 0);
    set(name, config("cam").setEnabled(false));
    sent = sendUntil("DISABLED", sent);
    set(name, config("*").setDetections(true).setTask("face-detection"));
    control(name, "cam", null);
    sent = sendUntil("FACES", sent);

    FrameLandmarks last = records(name).get(sent - 1);
    assertThat(last.getFaces().get(0).getLandmarks()).isEmpty();
    assertThat(last.getFaces().get(0).getDetection()).isNotNull();
    assertThat(cluster.getJobStatus(job.getJobID()).get()).isEqualTo(JobStatus.RUNNING);
    assertThat(
            cluster
                .getExecutionGraph(job.getJobID())
                .get()
                .getStatusTimestamp(JobStatus.RESTARTING))
        .isZero();
    cluster.cancelJob(job.getJobID()).get();
    awaitEnd(job);
  }

  /** Sends frames, each when the one before has its record, until one has this outcome. */
  private int sendUntil(String outcome, int from) throws Exception {
    int sent = from;
    do {
      send(name, sent);
      sent++;
      awaitRecords(name, sent);
    } while (!outcome(records(name).get(sent - 1)).equals(outcome));
    return sent;
  }

  /**
   * The checkpoint is before the changes take effect, the failure after that: all the frames
   * between are processed again.
   */
  @Test
  void aJobThatFailsAfterChangesWritesTheSameBytesAsOneThatDoesNot() throws Exception {
    List<FrameLandmarks> undisturbed = run(name + "-1", /* fails= */ false);
    List<FrameLandmarks> replayed = run(name + "-2", /* fails= */ true);

    assertThat(replayed).hasSizeGreaterThan(FRAMES);
    Map<Long, byte[]> first = new LinkedHashMap<>();
    for (FrameLandmarks record : replayed) {
      byte[] before = first.putIfAbsent(record.getSequence(), LANDMARKS.encode(record));
      if (before != null) {
        assertThat(LANDMARKS.encode(record)).isEqualTo(before);
      }
    }
    assertThat(List.copyOf(first.values()))
        .usingRecursiveComparison()
        .isEqualTo(undisturbed.stream().map(LANDMARKS::encode).toList());
    assertThat(undisturbed.stream().map(ControlTopicIT::outcome).toList())
        .startsWith("FACES")
        .contains("DISABLED")
        .endsWith("FACES");
  }

  private List<FrameLandmarks> run(String run, boolean fails) throws Exception {
    createTopics(run);
    AtomicBoolean isArmed = Failures.of(run);
    JobGraph job = job(run, new FailingEngines(new OnnxVisionEngineFactory(settings(run)), run));
    cluster.submitJob(job).get();
    for (int i = 0; i < 4; i++) {
      send(run, i);
    }
    awaitRecords(run, 4);
    cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL).get();

    set(run, config("cam").setDetections(true).setFromCapturedAtMicros(FIRST_MICROS + 8));
    set(run, config("*").setEnabled(false).setFromCapturedAtMicros(FIRST_MICROS + 12));
    set(
        run,
        config("cam")
            .setDetections(true)
            .setDetector("full-range")
            .setEnabled(true)
            .setFromCapturedAtMicros(FIRST_MICROS + 16));
    awaitSettings(run);
    for (int i = 4; i < FRAMES - 1; i++) {
      send(run, i);
    }
    awaitRecords(run, FRAMES - 1);
    isArmed.set(fails);
    send(run, FRAMES - 1);
    awaitRecords(run, fails ? FRAMES + 1 : FRAMES);
    while (records(run).stream().noneMatch(record -> record.getSequence() == FRAMES - 1)) {
      Thread.onSpinWait();
    }
    cluster.cancelJob(job.getJobID()).get();
    awaitEnd(job);
    return records(run);
  }

  /** A change is exact if it is there before its frames: waits until another camera shows that. */
  private void awaitSettings(String run) throws Exception {
    set(run, config("probe").setEnabled(false));
    int sent = 0;
    do {
      broker.send("frames-" + run, 1, "probe", encoded("probe", sent));
      sent++;
      int expected = sent;
      while (records(run, "probe").size() < expected) {
        Thread.onSpinWait();
      }
    } while (!outcome(records(run, "probe").get(sent - 1)).equals("DISABLED"));
  }

  @Test
  void aBoundedJobFollowsWhatIsOnTheTopicAndEndsWithItsFrames() throws Exception {
    set(name, config("cam").setEnabled(false).setFromCapturedAtMicros(FIRST_MICROS + 2));
    for (int i = 0; i < 4; i++) {
      send(name, i);
    }

    FaceMeshJob.main(options(name, "--frames.bounded=true"));

    assertThat(records(name).stream().map(ControlTopicIT::outcome))
        .containsExactly("FACES", "FACES", "DISABLED", "DISABLED");
  }

  @Test
  void aBoundedJobEndsThoughNothingIsOnTheControlTopic() throws Exception {
    send(name, 0);

    FaceMeshJob.main(options(name, "--frames.bounded=true"));

    assertThat(records(name)).hasSize(1);
  }

  private static String[] options(String run, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--kafka.bootstrap-servers=" + broker.address());
    options.add("--frames.topic=frames-" + run);
    options.add("--landmarks.topic=landmarks-" + run);
    options.add("--dead-letters.topic=dead-letters-" + run);
    options.add("--control.topic=control-" + run);
    return options.toArray(String[]::new);
  }

  private static JobSettings settings(String run) {
    return JobSettings.from(options(run), Map.of());
  }

  /** The job, whose checkpoints come when they are asked for. */
  private static JobGraph job(String run, VisionEngineFactory engines) {
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(10));
    flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMinutes(10));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FaceMeshJob.define(env, settings(run), engines);
    return env.getStreamGraph().getJobGraph();
  }

  private static void awaitEnd(JobGraph job) throws Exception {
    cluster.requestJobResult(job.getJobID()).get();
  }

  private static CameraConfig.Builder config(String key) {
    return CameraConfig.newBuilder().setCameraId(key);
  }

  private static void set(String run, CameraConfig.Builder config) throws Exception {
    CameraConfig built = config.build();
    control(run, built.getCameraId(), CONFIGS.encode(built));
  }

  private static void control(String run, String key, byte[] value) throws Exception {
    broker.send("control-" + run, 0, key, value);
  }

  private void send(String run, int sequence) throws Exception {
    broker.send("frames-" + run, 0, "cam", encoded("cam", sequence));
  }

  private byte[] encoded(String camera, int sequence) {
    return message(
        frame(camera, 0, sequence, walk.get(sequence % 6)).setEncoding(PictureEncoding.JPEG));
  }

  private static void awaitRecords(String run, int count) {
    while (records(run).size() < count) {
      Thread.onSpinWait();
    }
  }

  private static List<FrameLandmarks> records(String run) {
    return records(run, "cam");
  }

  private static List<FrameLandmarks> records(String run, String camera) {
    return broker.read("landmarks-" + run, new FrameLandmarksDeserializer()).stream()
        .filter(record -> record.key().equals(camera))
        .map(record -> record.value())
        .toList();
  }

  private static String outcome(FrameLandmarks record) {
    String reason = record.getReason();
    return reason == null ? record.getStatus().name() : reason.substring(0, reason.indexOf(':'));
  }

  /** Which runs are to fail at their next frame, once; in this process, as the job is. */
  private static final class Failures {

    private static final Map<String, AtomicBoolean> ARMED = new ConcurrentHashMap<>();

    static AtomicBoolean of(String run) {
      return ARMED.computeIfAbsent(run, first -> new AtomicBoolean());
    }
  }

  /** Makes engines that fail when they are told, as if a device were gone. */
  private record FailingEngines(OnnxVisionEngineFactory engines, String run)
      implements VisionEngineFactory {

    @Override
    public VisionEngine open(OptionalInt assignedGpu) {
      VisionEngine engine = engines.open(assignedGpu);
      AtomicBoolean isArmed = Failures.of(run);
      return TestingEngine.around(
          engine,
          request -> {
            if (isArmed.compareAndSet(true, false)) {
              request.lease().close();
              return CompletableFuture.failedFuture(new IllegalStateException("injected"));
            }
            return engine.analyse(request);
          });
    }
  }
}

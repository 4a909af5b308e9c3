package io.meshstream.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.job.FaceMeshJob;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.CameraFleet;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job is run, stopped, upgraded, rolled back, rescaled and moved from a session to an application
 * cluster by the commands that the deployment page shows, while cameras stream and a setting of
 * theirs is in force.
 */
class DeployPageIT {

  private static final Path JAR = Path.of(System.getProperty("meshstream.cluster-jar"));

  /** What a job is upgraded to: of another version, if there is one at hand. */
  private static final Path OTHER_JAR =
      Path.of(System.getProperty("meshstream.other-cluster-jar", JAR.toString()));

  /** As many as it takes for each of three subtasks to have one. */
  private static final int CAMERAS = 9;

  private static final int FRAMES_PER_SECOND = 4;

  /** Frames after which a clip begins again: within so many, each camera has shown all it shows. */
  private static final int CLIP = 16;

  /**
   * How far ahead a change of settings is said, so that it falls on the same frame for all jobs.
   */
  private static final Duration AHEAD = Duration.ofSeconds(8);

  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Path: \\S+/(savepoint-\\S+)");
  private static final String STOP = "flink stop";

  /** As the page calls a savepoint that it does not know. */
  private static final String ANY_SAVEPOINT = "savepoint-...";

  @TempDir private Path folder;

  private final DeployPage page;

  DeployPageIT() throws Exception {
    this.page = new DeployPage();
  }

  @Test
  @Timeout(1200)
  void everyCommandDoesWhatThePageSaysAndNoRecordDiffers() throws Exception {
    Path desk = Files.createDirectory(folder.resolve("desk"));
    FlinkDistribution flink =
        FlinkDistribution.in(
            Files.createDirectory(folder.resolve("flink")), configuration(desk.resolve("shared")));
    try (LocalBroker broker = LocalBroker.start(Files.createDirectory(folder.resolve("kafka")), 0);
        Terminal terminal = Terminal.open(desk, flink, JAR, broker.bootstrapServers())) {
      String server = broker.bootstrapServers();
      terminal.run(page.take("create="));
      broker.createTopic("hall", 1);
      broker.createTopic("undisturbed", 1);
      broker.createTopic("undisturbed-events", 1);
      assertThat(terminal.run(page.take("tools/meshstream check"))).contains("The job can run");

      List<Map<String, Long>> phases;
      try (StandaloneCluster cluster = StandaloneCluster.start(flink, 2);
          CameraFleet cameras = cameras(server);
          LandmarksProgress log =
              new LandmarksProgress(server, "landmarks", IsolationLevel.READ_UNCOMMITTED)) {
        phases = new Walk(terminal, cluster, cameras, log, server).go();
      }

      assertThat(page.left()).allMatch(DeployPageIT::isTestedElsewhere);
      LedgerReport ledger = ledger(server).read(Duration.ofSeconds(60));
      assertThat(ledger.isBalanced()).as("%s", ledger).isTrue();
      FaceMeshJob.main(bounded(server).toArray(String[]::new));
      JobOutput undisturbed =
          JobOutput.read(
              server, "undisturbed", "undisturbed-events", IsolationLevel.READ_UNCOMMITTED);
      JobOutput output =
          JobOutput.read(server, "landmarks", "camera-events", IsolationLevel.READ_UNCOMMITTED);
      OutputDifference difference = OutputDifference.between(output, undisturbed);
      assertThat(difference.isNone(/* duplicatesAllowed= */ true)).as("%s", difference).isTrue();
      assertSettingHolds(output, phases);
    }
  }

  /** Here in its other form, by Java; and what is done after an outage, where there is one. */
  private static boolean isTestedElsewhere(String command) {
    return command.startsWith("curl") || command.startsWith("tools/meshstream");
  }

  /** From its frame on, and in every phase, for every camera. */
  private static void assertSettingHolds(JobOutput output, List<Map<String, Long>> phases)
      throws Exception {
    Map<String, Set<Integer>> seen = new HashMap<>();
    for (FrameIdentity frame : output.records().keySet()) {
      FrameLandmarks landmarks = output.landmarks(frame);
      if (landmarks.getFaces().stream().anyMatch(face -> face.getDetection() != null)) {
        seen.computeIfAbsent(frame.cameraId(), camera -> new HashSet<>())
            .add(phase(phases, frame.cameraId(), frame.sequence()));
      }
    }
    Set<Integer> all = Set.copyOf(IntStream.range(1, phases.size()).boxed().toList());
    assertThat(seen).hasSize(CAMERAS);
    assertThat(seen.values()).allSatisfy(set -> assertThat(set).containsAll(all).doesNotContain(0));
  }

  /** How many phases had ended before a frame was sent. */
  private static int phase(List<Map<String, Long>> ends, String camera, long sequence) {
    return (int) ends.stream().filter(end -> end.getOrDefault(camera, -1L) < sequence).count();
  }

  private static Map<String, String> configuration(Path shared) {
    Map<String, String> flink = new HashMap<>();
    flink.put("parallelism.default", "4");
    flink.put("execution.checkpointing.dir", shared.resolve("checkpoints").toUri().toString());
    flink.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    flink.put("execution.checkpointing.num-retained", "10");
    flink.put("execution.checkpointing.interval", "1 s");
    flink.put("jobmanager.scheduler", "adaptive");
    String adaptive = "jobmanager.adaptive-scheduler.";
    flink.put(adaptive + "submission.resource-stabilization-timeout", "1 s");
    flink.put(adaptive + "executing.resource-stabilization-timeout", "1 s");
    flink.put(adaptive + "executing.cooldown-after-rescaling", "1 s");
    options().forEach((key, value) -> flink.put("meshstream." + key, value));
    return flink;
  }

  private static Map<String, String> options() {
    return Map.of(
        "control.topic", "camera-settings",
        "events.topic", "camera-events",
        // How long cameras are silent is for a clock to say, and no part of what must be the same.
        "events.stall-after", "1 h");
  }

  /** Options of a job that ends with the last frame that there is now. */
  private static List<String> bounded(String server) {
    Map<String, String> all = new HashMap<>(options());
    all.put("kafka.bootstrap-servers", server);
    all.put("kafka.group-id", "undisturbed");
    all.put("landmarks.topic", "undisturbed");
    all.put("events.topic", "undisturbed-events");
    all.put("frames.bounded", "true");
    return all.entrySet().stream()
        .map(each -> "--" + each.getKey() + "=" + each.getValue())
        .toList();
  }

  private static CameraFleet cameras(String server) {
    ClipStudio studio = new ClipStudio();
    List<Clip> clips =
        IntStream.range(0, CAMERAS)
            .mapToObj(camera -> studio.clip(camera, new PictureSize(320, 180), CLIP))
            .toList();
    return new CameraFleet(server, "frames", clips, FRAMES_PER_SECOND, Long.MAX_VALUE);
  }

  private static TopicLedger ledger(String server) {
    return new TopicLedger(
        Map.of("bootstrap.servers", server),
        "frames",
        "landmarks",
        FrameFormat.AVRO,
        IsolationLevel.READ_UNCOMMITTED);
  }

  /** What becomes of the job, from its start to its end. */
  private final class Walk {

    private final Terminal terminal;
    private final StandaloneCluster cluster;
    private final CameraFleet cameras;
    private final LandmarksProgress log;
    private final String server;

    /** The last frame of each camera when each phase ended; before the first, all is as it was. */
    private final List<Map<String, Long>> phases = new ArrayList<>();

    Walk(
        Terminal terminal,
        StandaloneCluster cluster,
        CameraFleet cameras,
        LandmarksProgress log,
        String server) {
      this.terminal = terminal;
      this.cluster = cluster;
      this.cameras = cameras;
      this.log = log;
      this.server = server;
    }

    List<Map<String, Long>> go() throws Exception {
      log.readUntil(() -> cluster.slots() == 2);
      optionsOfTheCommandLine();
      String job = submit(page.take("flink run -d meshstream-job"), "", 2);
      assertThat(terminal.run(page.take("flink list"))).contains(job, "RUNNING");
      cameras.start();
      log.readUntil(() -> log.newest().size() == CAMERAS);
      setForAllCameras();
      rescale(job);
      String latest = upgradeAndRollBack(job);
      applicationCluster(latest);
      cameras.stop();
      return phases;
    }

    private void optionsOfTheCommandLine() throws Exception {
      assertThat(terminal.run(page.take("flink run meshstream-job"))).contains("kafka.group-id");
      String job = submit(page.take("flink run -d -Dmeshstream.frames.topic"), "", 2);
      assertThat(cluster.rest().get("/jobs/" + job).get("name").asText())
          .isEqualTo("meshstream-hall");
      terminal.run("flink cancel " + job);
      log.readUntil(() -> cluster.freeSlots() == 2);
    }

    /** A change of all cameras' settings that falls on a frame still to come. */
    private void setForAllCameras() throws Exception {
      long from = Instant.now().plus(AHEAD).toEpochMilli();
      CameraConfig config =
          CameraConfig.newBuilder()
              .setCameraId("*")
              .setFromCapturedAtMicros(TimeUnit.MILLISECONDS.toMicros(from))
              .setMaxFaces(2)
              .setDetections(true)
              .build();
      try (KafkaProducer<String, byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", server),
              new StringSerializer(),
              new ByteArraySerializer())) {
        producer
            .send(
                new ProducerRecord<>(
                    "camera-settings", "*", SingleObjectCodec.ofCameraConfigs().encode(config)))
            .get();
      }
      phases.add(log.newest());
      awaitPhase(CLIP + (int) AHEAD.toSeconds() * FRAMES_PER_SECOND);
    }

    private void rescale(String job) throws Exception {
      cluster.rescale(job, 1);
      log.readUntil(() -> cluster.runs(job, 1));
      awaitPhase(CLIP);

      cluster.rescale(job, 4);
      cluster.startTaskManager();
      log.readUntil(() -> cluster.runs(job, 3));
      assertThat(subtasksWithCameras(3)).containsExactlyInAnyOrder(0, 1, 2);
      awaitPhase(CLIP);

      cluster.endOldestTaskManager(ProcessSignal.KILL);
      log.readUntil(() -> cluster.runs(job, 2));
      awaitPhase(CLIP);
    }

    private Set<Integer> subtasksWithCameras(int parallelism) {
      Set<Integer> subtasks = new HashSet<>();
      for (String camera : log.newest().keySet()) {
        subtasks.add(
            KeyGroupRangeAssignment.assignKeyToParallelOperator(
                camera, FaceMeshJob.MAX_PARALLELISM, parallelism));
      }
      return subtasks;
    }

    /** Returns the last savepoint. */
    private String upgradeAndRollBack(String job) throws Exception {
      String stop = page.take(STOP);
      String savepoint = stop(stop, job);
      String upgrade =
          page.take("flink run -d -s /shared/savepoints/savepoint-... -p 8")
              .replace("meshstream-job-*-cluster.jar", "'" + OTHER_JAR + "'");
      String upgraded = submit(upgrade + " --state.ttl=2h", savepoint, 2);
      awaitPhase(CLIP);

      terminal.run(page.take("flink cancel").replace("JOB_ID", upgraded));
      String rolledBack = submit(page.take("flink run -d -s /shared/savepoints"), savepoint, 2);
      awaitPhase(CLIP);

      terminal.run("flink cancel " + rolledBack);
      String resumed = submit(page.take("flink run -d -s \"$(ls"), "", 2);
      awaitPhase(CLIP);
      return stop(stop, resumed);
    }

    private void applicationCluster(String savepoint) throws Exception {
      cluster.endJobManager(ProcessSignal.KILL);
      // They have no usrlib, and would take part in the application as soon as they find it.
      while (!cluster.taskManagers().isEmpty()) {
        cluster.endOldestTaskManager(ProcessSignal.KILL);
      }
      terminal.start(page.take("taskmanager.sh start"));
      terminal.start(page.take("standalone-job.sh").replace(ANY_SAVEPOINT, savepoint));
      log.readUntil(this::applicationRuns);
      awaitPhase(CLIP);
    }

    private boolean applicationRuns() throws InterruptedException {
      try {
        JsonNode jobs = cluster.rest().get("/jobs").get("jobs");
        return jobs.size() == 1 && cluster.runs(jobs.get(0).get("id").asText(), 1);
      } catch (IOException e) {
        return false;
      }
    }

    private String submit(String command, String savepoint, int parallelism) throws Exception {
      String job = found(JOB_ID, terminal.run(command.replace(ANY_SAVEPOINT, savepoint)));
      log.readUntil(
          () -> {
            assertThat(cluster.jobs().state(job)).isNotEqualTo("FAILED");
            return cluster.runs(job, parallelism);
          });
      return job;
    }

    private String stop(String command, String job) throws Exception {
      return found(SAVEPOINT, terminal.run(command.replace("JOB_ID", job)));
    }

    private static String found(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      assertThat(matcher.find()).as(text).isTrue();
      return matcher.group(1);
    }

    /** Waits until each camera has records for so many frames more, and ends a phase with them. */
    private void awaitPhase(int more) throws Exception {
      log.awaitFrames(CAMERAS, more);
      phases.add(log.newest());
    }
  }
}

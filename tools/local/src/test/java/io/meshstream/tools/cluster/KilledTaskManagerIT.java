package io.meshstream.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.simulation.CameraFleet;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import io.meshstream.tools.topics.Brokers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TaskManagers of a real cluster are killed while cameras stream: no frame is lost, and every
 * record, track ids and all, and every event is the one that an undisturbed job writes.
 */
class KilledTaskManagerIT {

  private static final Path JOB = Path.of(System.getProperty("meshstream.cluster-jar"));
  private static final int KILLS = Integer.getInteger("meshstream.chaos.kills");
  private static final int PARALLELISM = 2;
  private static final int CAMERAS = 4;
  private static final int FRAMES_PER_SECOND = 10;

  /** Frames of each camera between one kill and the next: some checkpoints' worth. */
  private static final int CALM = 2 * FRAMES_PER_SECOND;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"at-least-once, READ_UNCOMMITTED", "exactly-once, READ_COMMITTED"})
  @Timeout(1200)
  void noFrameIsLostAndNoRecordDiffersWhenTaskManagersAreKilled(
      String delivery, IsolationLevel isolation) throws Exception {
    try (LocalBroker broker = LocalBroker.start(Files.createDirectory(folder.resolve("kafka")), 0);
        StandaloneCluster cluster =
            StandaloneCluster.start(Files.createDirectory(folder.resolve("flink")), PARALLELISM)) {
      String server = broker.bootstrapServers();
      for (String topic : List.of("frames", "landmarks", "undisturbed", "dead-letters")) {
        broker.createTopic(topic, 4);
      }
      broker.createTopic("events-of-landmarks", 1);
      broker.createTopic("events-of-undisturbed", 1);

      try (CameraFleet cameras = cameras(server);
          LandmarksLog progress =
              new LandmarksLog(server, "landmarks", IsolationLevel.READ_UNCOMMITTED)) {
        progress.readUntil(() -> cluster.freeSlots() == PARALLELISM);
        String job = cluster.submit(JOB, options(server, "landmarks", delivery));
        cameras.start();
        awaitFrames(progress, CALM);
        // Without one the job would begin anew, which does not count as a restore.
        progress.readUntil(() -> cluster.checkpoints(job) > 0);
        for (int kill = 0; kill < KILLS; kill++) {
          int restores = cluster.restores(job);
          cluster.killOldestTaskManager();
          cluster.startTaskManager();
          progress.readUntil(() -> cluster.restores(job) > restores);
          awaitFrames(progress, CALM);
        }
        cameras.stop();
      }

      LedgerReport report = ledger(server, isolation).read(Duration.ofSeconds(60));
      assertThat(report.isBalanced()).as("%s", report).isTrue();
      assertThat(report.answered().faces()).isGreaterThan((long) KILLS * CALM * CAMERAS / 2);
      FaceMeshJob.main(bounded(server).toArray(String[]::new));
      try (LandmarksLog disturbed = new LandmarksLog(server, "landmarks", isolation);
          LandmarksLog undisturbed = new LandmarksLog(server, "undisturbed", isolation)) {
        disturbed.readToEnd();
        undisturbed.readToEnd();
        assertThat(disturbed.values()).isEqualTo(undisturbed.values());
      }
      List<CameraEvent> events = events(server, "events-of-undisturbed", isolation);
      assertThat(events).extracting(CameraEvent::getKind).contains(EventKind.FACE_ENTERED);
      List<CameraEvent> disturbed = events(server, "events-of-landmarks", isolation);
      assertThat(Set.copyOf(disturbed)).isEqualTo(Set.copyOf(events));
      if (isolation == IsolationLevel.READ_COMMITTED) {
        assertThat(disturbed).doesNotHaveDuplicates();
      }
    }
  }

  private static CameraFleet cameras(String server) {
    ClipStudio studio = new ClipStudio();
    List<Clip> clips =
        IntStream.range(0, CAMERAS)
            .mapToObj(camera -> studio.clip(camera, new PictureSize(320, 180), 60))
            .toList();
    return new CameraFleet(server, "frames", clips, FRAMES_PER_SECOND, Long.MAX_VALUE);
  }

  /** Waits until each camera has records for so many frames more. */
  private static void awaitFrames(LandmarksLog progress, int more) throws Exception {
    Map<String, Long> before = progress.newest();
    progress.readUntil(
        () ->
            progress.newest().size() == CAMERAS
                && progress.newest().entrySet().stream()
                    .allMatch(
                        each -> each.getValue() >= before.getOrDefault(each.getKey(), 0L) + more));
  }

  private static List<CameraEvent> events(String server, String topic, IsolationLevel isolation) {
    SingleObjectCodec<CameraEvent> codec = SingleObjectCodec.ofCameraEvents();
    List<CameraEvent> events = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", server)),
            isolation,
            "events topic",
            topic,
            OptionalLong.empty())) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        events.add(codec.decode(next.get().value()));
      }
    }
    return events;
  }

  private static TopicLedger ledger(String server, IsolationLevel isolation) {
    return new TopicLedger(
        Map.of("bootstrap.servers", server), "frames", "landmarks", FrameFormat.AVRO, isolation);
  }

  private static List<String> options(String server, String landmarks, String delivery) {
    return List.of(
        "--kafka.bootstrap-servers=" + server,
        "--kafka.group-id=" + landmarks,
        "--landmarks.topic=" + landmarks,
        "--events.topic=events-of-" + landmarks,
        // How long cameras are silent is for a clock to say, and no part of what must be the same.
        "--events.stall-after=1 h",
        "--sink.delivery=" + delivery);
  }

  /** Options of a job that ends with the last frame that there is now. */
  private static List<String> bounded(String server) {
    List<String> options = new ArrayList<>(options(server, "undisturbed", "at-least-once"));
    options.add("--frames.bounded=true");
    return options;
  }
}

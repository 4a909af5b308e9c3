package io.meshstream.job;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.PictureEncoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole job goes on from a savepoint that an earlier version took while two cameras showed
 * faces. {@code src/test/resources/savepoints/README.md} says how.
 */
@Timeout(120)
class StoredSavepointIT {

  private static final String FOLDER = "meshstream.savepoints";

  private static final Path STORED = Path.of("src/test/resources/savepoints");

  private static final int FRAMES_BEFORE = 10;
  private static final int FRAMES_AFTER = 9;

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private final List<byte[]> walk = PortraitPictures.walk();
  private final List<byte[]> pair = PortraitPictures.pair();

  /** Writes the savepoints of this version; there is nothing to test. */
  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  @EnabledIfSystemProperty(named = FOLDER, matches = ".+")
  void savepointsAreWritten(String delivery) throws Exception {
    broker.create("frames-" + delivery, "landmarks-" + delivery, "dead-letters-" + delivery);
    sendFramesBefore(delivery);
    JobClient job = start(delivery, new Configuration());
    // Committed, for a transaction could be committed only on the broker that has it.
    awaitRecords(delivery, FRAMES_BEFORE, job);
    job.stopWithSavepoint(
            false,
            Path.of(System.getProperty(FOLDER), delivery).toAbsolutePath().toString(),
            SavepointFormatType.CANONICAL)
        .get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void aJobGoesOnFromTheSavepointOfAnEarlierVersion(String delivery) throws Exception {
    assertGoesOn(delivery);
  }

  @Test
  void aJobWithAControlTopicGoesOnFromTheSavepointOfOneWithout() throws Exception {
    broker.create("settings", Map.of("cleanup.policy", "compact"));

    assertGoesOn("exactly-once", "--control.topic=settings");
  }

  /** The savepoints know the topics by their names. */
  @AfterEach
  void deleteTopics() throws Exception {
    broker.deleteAll();
  }

  private void assertGoesOn(String delivery, String... options) throws Exception {
    broker.create("frames-" + delivery, "landmarks-" + delivery, "dead-letters-" + delivery);
    sendFramesBefore(delivery);
    sendFramesAfter(delivery);
    Configuration flink = new Configuration();
    flink.set(
        StateRecoveryOptions.SAVEPOINT_PATH, STORED.resolve(delivery).toAbsolutePath().toString());
    JobClient job = start(delivery, flink, options);
    awaitRecords(delivery, FRAMES_AFTER, job);
    job.cancel().get();

    List<FrameLandmarks> records = records(delivery);
    assertThat(of("one", records))
        .map(StoredSavepointIT::summary)
        .containsExactly(
            "5/4 SHED REPEATED []",
            "5/1 SHED LATE []",
            "4/9 SHED STALE_EPOCH []",
            "5/5 FACES [1]",
            "6/0 FACES [2]",
            "6/1 FACES [2]");
    assertThat(of("two", records))
        .map(StoredSavepointIT::summary)
        .containsExactly("0/5 FACES [65, 66]", "0/6 FACES [65, 66]");
    assertThat(of("three", records))
        .map(StoredSavepointIT::summary)
        .containsExactly("0/0 FACES [1089]");
    // No detector ran: both faces were where the savepoint says.
    assertThat(of("two", records).get(0).getFaces())
        .extracting(Face::getDetection)
        .containsOnlyNulls();
  }

  private static List<FrameLandmarks> of(String camera, List<FrameLandmarks> records) {
    return records.stream().filter(record -> record.getCameraId().equals(camera)).toList();
  }

  private static String summary(FrameLandmarks record) {
    String reason = record.getReason() == null ? "" : record.getReason().replaceAll(":.*", " ");
    List<Long> tracks = record.getFaces().stream().map(Face::getTrackId).sorted().toList();
    return "%d/%d %s %s%s"
        .formatted(record.getEpoch(), record.getSequence(), record.getStatus(), reason, tracks);
  }

  private void sendFramesBefore(String delivery) throws Exception {
    for (int i = 0; i < FRAMES_BEFORE / 2; i++) {
      send(delivery, "one", 5, i, walk.get(i));
      send(delivery, "two", 0, i, pair.get(i));
    }
  }

  private void sendFramesAfter(String delivery) throws Exception {
    send(delivery, "one", 5, 4, walk.get(4));
    send(delivery, "one", 5, 1, walk.get(1));
    send(delivery, "one", 4, 9, walk.get(5));
    send(delivery, "one", 5, 5, walk.get(5));
    send(delivery, "two", 0, 5, pair.get(5));
    send(delivery, "two", 0, 6, pair.get(6));
    send(delivery, "one", 6, 0, walk.get(6));
    send(delivery, "three", 0, 0, walk.get(0));
    send(delivery, "one", 6, 1, walk.get(6));
  }

  private static void send(
      String delivery, String camera, long epoch, long sequence, byte[] picture) throws Exception {
    broker.send(
        "frames-" + delivery,
        0,
        camera,
        message(frame(camera, epoch, sequence, picture).setEncoding(PictureEncoding.JPEG)));
  }

  private static JobClient start(String delivery, Configuration flink, String... options)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--kafka.bootstrap-servers=" + broker.address());
    arguments.add("--frames.topic=frames-" + delivery);
    arguments.add("--landmarks.topic=landmarks-" + delivery);
    arguments.add("--landmarks.detections=true");
    arguments.add("--dead-letters.topic=dead-letters-" + delivery);
    arguments.add("--sink.delivery=" + delivery);
    arguments.add("--face.max-faces=2");
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FaceMeshJob.define(env, JobSettings.from(arguments.toArray(String[]::new), Map.of()));
    return env.executeAsync();
  }

  /** Waits for records, and fails if the job does. */
  private static void awaitRecords(String delivery, int count, JobClient job) throws Exception {
    CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
    while (records(delivery).size() < count) {
      if (end.isDone()) {
        end.get();
      }
    }
  }

  private static List<FrameLandmarks> records(String delivery) {
    return broker.read("landmarks-" + delivery, new FrameLandmarksDeserializer()).stream()
        .map(record -> record.value())
        .toList();
  }
}

package io.meshstream.job;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.CameraEventDeserializer;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.SingleObjectCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole job goes on from the savepoints that earlier versions took while two cameras showed
 * faces. {@code src/test/resources/savepoints/README.md} says how.
 */
@Timeout(120)
class StoredSavepointIT {

  private static final String FOLDER = "meshstream.savepoints";

  private static final String CONTROL = "settings";
  private static final String EVENTS = "events";
  private static final String HANDS = "--hands.enabled=true";

  /** The options that savepoints are taken with from now on, beside those of all. */
  private static final List<String> OPTIONS =
      List.of(
          "--control.topic=" + CONTROL,
          "--events.topic=" + EVENTS,
          "--events.signals=true",
          "--face.smoothing=one-euro",
          HANDS,
          // So that no palm detector runs while a hand is where the savepoint says.
          "--hands.max-hands=1");

  private static final int FRAMES_BEFORE = 10;
  private static final int FRAMES_AFTER = 10;

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private final List<byte[]> walk = PortraitPictures.walk();
  private final List<byte[]> pair = HandPictures.pair();

  static List<StoredSavepoint> savepoints() throws IOException {
    return StoredSavepoint.all();
  }

  static List<StoredSavepoint> savepointsWithoutAControlTopic() throws IOException {
    return StoredSavepoint.all().stream().filter(each -> each.options().isEmpty()).toList();
  }

  /** Writes the savepoints of this version; there is nothing to test. */
  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  @EnabledIfSystemProperty(named = FOLDER, matches = ".+")
  void savepointsAreWritten(String delivery) throws Exception {
    Path version = Path.of(System.getProperty(FOLDER)).toAbsolutePath();
    createTopics(delivery);
    sendSettings();
    sendFramesBefore(delivery);
    JobClient job = start(delivery, new Configuration(), OPTIONS);
    // Committed, for a transaction could be committed only on the broker that has it.
    awaitRecords(delivery, FRAMES_BEFORE, job);
    Path written =
        Path.of(
            URI.create(
                job.stopWithSavepoint(
                        false, version.resolve("written").toString(), SavepointFormatType.CANONICAL)
                    .get()));
    Files.move(written, version.resolve(delivery));
    Files.delete(version.resolve("written"));
    StoredSavepoint.describe(version, OPTIONS);
  }

  @ParameterizedTest
  @MethodSource("savepoints")
  void aJobGoesOnFromTheSavepointOfAnEarlierVersion(StoredSavepoint savepoint) throws Exception {
    assertGoesOn(savepoint, savepoint.options());
  }

  @ParameterizedTest
  @MethodSource("savepointsWithoutAControlTopic")
  void aJobWithAControlTopicAndEventsGoesOnFromTheSavepointOfOneWithout(StoredSavepoint savepoint)
      throws Exception {
    assertGoesOn(savepoint, OPTIONS);
  }

  /** The savepoints know the topics by their names. */
  @AfterEach
  void deleteTopics() throws Exception {
    broker.deleteAll();
  }

  private void assertGoesOn(StoredSavepoint savepoint, List<String> options) throws Exception {
    String delivery = savepoint.delivery();
    createTopics(delivery);
    if (!savepoint.options().isEmpty()) {
      // What the settings said is in the savepoint. Whoever had to read it again would read this.
      broker.send(CONTROL, 0, "one", new byte[] {1, 2, 3});
    }
    sendFramesBefore(delivery);
    sendFramesAfter(delivery);
    Configuration flink = new Configuration();
    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.path().toString());
    List<String> all = new ArrayList<>(options);
    // However long ago the cameras of the savepoint were seen.
    all.add("--state.ttl=0 s");
    JobClient job = start(delivery, flink, all);
    awaitRecords(delivery, FRAMES_AFTER, job);
    if (!savepoint.options().isEmpty()) {
      awaitEvents(job);
    }
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
        .containsExactly("0/5 FACES [65, 66]", "0/6 FACES [65, 66]", "0/7 NO_FACE []");
    assertThat(of("three", records))
        .map(StoredSavepointIT::summary)
        .containsExactly("0/0 FACES [1089]");
    // No detector ran: both faces were where the savepoint says.
    assertThat(of("two", records).get(0).getFaces())
        .extracting(Face::getDetection)
        .containsOnlyNulls();
    if (savepoint.options().contains(HANDS)) {
      assertThat(of("two", records).subList(0, 2))
          .allSatisfy(
              record -> {
                assertThat(record.getHands()).extracting(Hand::getTrackId).containsExactly(65L);
                assertThat(record.getHands().get(0).getDetection()).isNull();
              });
    }
    if (savepoint.options().isEmpty()) {
      assertThat(of("one", records).get(4).getFaces().get(0).getDetection()).isNotNull();
    } else {
      // The settings of the camera want no detections, whatever the job's options say.
      assertThat(of("one", records).get(4).getFaces().get(0).getDetection()).isNull();
      assertThat(of("three", records).get(0).getFaces().get(0).getDetection()).isNotNull();
      // Faces have been there for longer than since the savepoint.
      assertThat(events())
          .map(StoredSavepointIT::summary)
          .containsExactlyInAnyOrder(
              "one RESTARTED",
              "one FACE_LEFT 1 after 6",
              "one FACE_ENTERED 2",
              "two FACE_LEFT 65 after 7",
              "two FACE_LEFT 66 after 5",
              "three STARTED",
              "three FACE_ENTERED 1089");
    }
  }

  private static void createTopics(String delivery) throws Exception {
    broker.create(
        "frames-" + delivery, "landmarks-" + delivery, "dead-letters-" + delivery, EVENTS);
    broker.create(CONTROL, Map.of("cleanup.policy", "compact"));
  }

  private static void sendSettings() throws Exception {
    CameraConfig config = CameraConfig.newBuilder().setCameraId("one").setDetections(false).build();
    broker.send(CONTROL, 0, "one", SingleObjectCodec.ofCameraConfigs().encode(config));
  }

  private static List<CameraEvent> events() {
    return broker.read(EVENTS, new CameraEventDeserializer()).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private static String summary(CameraEvent event) {
    String track = event.getTrackId() == null ? "" : " " + event.getTrackId();
    String frames = event.getTrackFrames() == null ? "" : " after " + event.getTrackFrames();
    return "%s %s%s%s".formatted(event.getCameraId(), event.getKind(), track, frames);
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
    send(delivery, "two", 0, 7, walk.get(9));
  }

  private static void send(
      String delivery, String camera, long epoch, long sequence, byte[] picture) throws Exception {
    broker.send(
        "frames-" + delivery,
        0,
        camera,
        message(frame(camera, epoch, sequence, picture).setEncoding(PictureEncoding.JPEG)));
  }

  private static JobClient start(String delivery, Configuration flink, List<String> options)
      throws Exception {
    List<String> arguments = new ArrayList<>(options);
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
    await(() -> records(delivery).size() >= count, job);
  }

  /** Waits for the events of the last frame, which may come after its record. */
  private static void awaitEvents(JobClient job) throws Exception {
    await(
        () -> events().stream().filter(each -> each.getKind() == EventKind.FACE_LEFT).count() >= 3,
        job);
  }

  private static void await(BooleanSupplier condition, JobClient job) throws Exception {
    CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
    while (!condition.getAsBoolean()) {
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

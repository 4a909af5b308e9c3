package io.meshstream.job;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.CameraEventDeserializer;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.vision.testing.ModelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, whose models are changed while cameras stream, on a real broker. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModelChangeIT {

  private static final SingleObjectCodec<CameraConfig> CONFIGS =
      SingleObjectCodec.ofCameraConfigs();

  private static final List<String> CAMERAS = List.of("a", "b", "c", "d");

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  @TempDir private Path folder;

  private final List<byte[]> walk = PortraitPictures.walk();
  private String name;
  private int rounds;

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    broker.create("frames-" + name, "landmarks-" + name, "dead-letters-" + name, "events-" + name);
    broker.create(
        "control-" + name,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    ModelFiles files = new ModelFiles(folder.resolve("models"));
    files.shiftedMesh("next", 2);
    files.detectorForMesh("broken");
  }

  @Test
  void allCamerasChangeAndChangeBackAndNoFrameIsLost() throws Exception {
    JobClient job = start(null);
    String own = streamUntilOtherThan("");
    announce("next");
    String next = streamUntilOtherThan(own);
    announce("broken");
    while (events(EventKind.MODELS_REFUSED).isEmpty()) {
      assertThat(stream()).containsOnly(next);
    }
    assertThat(stream()).containsOnly(next);
    announce("");
    assertThat(streamUntilOtherThan(next)).isEqualTo(own);
    job.cancel().get();

    for (String camera : CAMERAS) {
      List<FrameLandmarks> records = records(camera);
      assertThat(records.stream().map(FrameLandmarks::getSequence))
          .containsExactlyElementsOf(LongStream.range(0, rounds).boxed().toList());
      assertThat(records).allMatch(record -> record.getStatus() == FrameStatus.FACES);
      assertThat(changes(records)).containsExactly(own, next, own);
    }
    assertThat(events(EventKind.MODELS_REFUSED))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getCameraId()).isEqualTo("*");
              assertThat(event.getOffset()).isEqualTo(1);
              assertThat(event.getMessage())
                  .startsWith("models: broken, model face-landmarks-468.cpu.onnx: input ");
            });
    assertThat(events(EventKind.MODELS_APPLIED)).hasSize(2 * CAMERAS.size());
  }

  @Test
  void aJobThatIsRestoredHasItsModelsBeforeTheFirstFrame() throws Exception {
    JobClient first = start(null);
    String own = streamUntilOtherThan("");
    announce("next");
    String next = streamUntilOtherThan(own);
    String savepoint =
        first
            .stopWithSavepoint(
                false, folder.resolve("savepoint").toString(), SavepointFormatType.CANONICAL)
            .get();

    JobClient second = start(savepoint);
    Set<String> models = stream();
    second.cancel().get();

    assertThat(models).containsOnly(next);
    for (String camera : CAMERAS) {
      assertThat(records(camera)).hasSize(rounds);
      assertThat(changes(records(camera))).containsExactly(own, next);
    }
  }

  private JobClient start(String savepoint) throws Exception {
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    String[] options = {
      "--kafka.bootstrap-servers=" + broker.address(),
      "--frames.topic=frames-" + name,
      "--landmarks.topic=landmarks-" + name,
      "--dead-letters.topic=dead-letters-" + name,
      "--control.topic=control-" + name,
      "--events.topic=events-" + name,
      "--models.directory=" + folder.resolve("models"),
      "--inference.device=cpu",
    };
    FaceMeshJob.define(env, JobSettings.from(options, Map.of()));
    return env.executeAsync();
  }

  private void announce(String models) throws Exception {
    CameraConfig config = CameraConfig.newBuilder().setCameraId("*").setModels(models).build();
    broker.send("control-" + name, 0, "*", CONFIGS.encode(config));
  }

  /** Streams until all cameras are analysed by the same models, and others; returns these. */
  private String streamUntilOtherThan(String models) throws Exception {
    Set<String> now;
    do {
      now = stream();
    } while (now.size() > 1 || now.contains(models));
    return now.iterator().next();
  }

  /** Sends a frame of each camera, waits for their records, and returns the models of these. */
  private Set<String> stream() throws Exception {
    for (String camera : CAMERAS) {
      byte[] picture = walk.get(rounds % 2);
      broker.send(
          "frames-" + name,
          camera,
          message(frame(camera, 0, rounds, picture).setEncoding(PictureEncoding.JPEG)));
    }
    rounds++;
    List<FrameLandmarks> records = records();
    while (records.size() < rounds * CAMERAS.size()) {
      records = records();
    }
    long newest = rounds - 1L;
    return records.stream()
        .filter(record -> record.getSequence() == newest)
        .map(FrameLandmarks::getModelId)
        .collect(Collectors.toSet());
  }

  private List<FrameLandmarks> records() {
    return broker.read("landmarks-" + name, new FrameLandmarksDeserializer()).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private List<FrameLandmarks> records(String camera) {
    return records().stream().filter(record -> record.getCameraId().equals(camera)).toList();
  }

  private List<CameraEvent> events(EventKind kind) {
    return broker.read("events-" + name, new CameraEventDeserializer()).stream()
        .map(ConsumerRecord::value)
        .filter(event -> event.getKind() == kind)
        .toList();
  }

  /** The models of a camera's records, without repetitions. */
  private static List<String> changes(List<FrameLandmarks> records) {
    List<String> changes = new ArrayList<>();
    for (FrameLandmarks record : records) {
      if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(record.getModelId())) {
        changes.add(record.getModelId());
      }
    }
    return changes;
  }
}

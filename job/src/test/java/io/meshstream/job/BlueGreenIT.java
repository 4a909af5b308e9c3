package io.meshstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two jobs beside each other, the second from a savepoint of the first, which goes on: what an
 * upgrade without a pause does.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlueGreenIT {

  /** Frames of each camera. */
  private static final int BEFORE = 3;

  private static final int TOGETHER = 3;
  private static final int CAMERAS = 2;

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private final FrameLandmarksDeserializer deserializer = new FrameLandmarksDeserializer();

  /** Which frame a record is for. */
  private record Frame(String camera, long epoch, long sequence) {}

  @Test
  void whatBothWriteIsEqualByteForByte(@TempDir Path savepoints) throws Exception {
    broker.create("frames", "landmarks", "dead-letters");
    sendFrames(0, BEFORE);
    JobClient blue = start(1, null);
    awaitRecords(BEFORE * CAMERAS);
    String savepoint =
        blue.triggerSavepoint(savepoints.toString(), SavepointFormatType.CANONICAL).get();
    JobClient green = start(2, savepoint);
    sendFrames(BEFORE, TOGETHER);
    awaitRecords((BEFORE + 2 * TOGETHER) * CAMERAS);
    blue.cancel().get();
    green.cancel().get();

    Map<Frame, List<byte[]>> records =
        values().collect(Collectors.groupingBy(value -> frame(record(value))));
    assertThat(records).hasSize((BEFORE + TOGETHER) * CAMERAS);
    assertThat(records.values().stream().filter(same -> same.size() == 2))
        .hasSize(TOGETHER * CAMERAS);
    assertThat(records.values())
        .allSatisfy(same -> assertThat(same.stream().map(ByteBuffer::wrap).distinct()).hasSize(1));
    assertThat(records.values())
        .as("every picture has a face, which is tracked across the savepoint")
        .allSatisfy(same -> assertThat(record(same.get(0)).getFaces()).isNotEmpty());
  }

  private JobClient start(int parallelism, String savepoint) throws Exception {
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    String[] options = {"--kafka.bootstrap-servers=" + broker.address()};
    FaceMeshJob.define(env, JobSettings.from(options, Map.of()));
    return env.executeAsync();
  }

  /** Frames of faces in motion. */
  private static void sendFrames(int from, int count) throws Exception {
    for (int sequence = from; sequence < from + count; sequence++) {
      send("one", sequence, PortraitPictures.walk());
      send("two", sequence, PortraitPictures.pair());
    }
  }

  private static void send(String camera, int sequence, List<byte[]> pictures) throws Exception {
    byte[] picture = pictures.get(sequence % pictures.size());
    broker.send(
        "frames", camera, TestFrames.message(TestFrames.frame(camera, 1, sequence, picture)));
  }

  private static void awaitRecords(long count) throws Exception {
    try (Admin admin = broker.admin()) {
      while (written(admin) < count) {
        Thread.onSpinWait();
      }
    }
  }

  private static long written(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    admin
        .describeTopics(List.of("landmarks"))
        .allTopicNames()
        .get()
        .get("landmarks")
        .partitions()
        .forEach(
            each ->
                ends.put(new TopicPartition("landmarks", each.partition()), OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private Stream<byte[]> values() {
    return broker.read("landmarks", new ByteArrayDeserializer()).stream()
        .map(record -> record.value());
  }

  private FrameLandmarks record(byte[] value) {
    return deserializer.deserialize("landmarks", value);
  }

  private static Frame frame(FrameLandmarks record) {
    return new Frame(record.getCameraId(), record.getEpoch(), record.getSequence());
  }
}

package io.meshstream.job;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job: what some cameras send does nothing to the records of the others. */
class HostileFramesIT {

  private static final int CAMERAS = 4;

  /** Of these frames one is hostile. */
  private static final int EVERY = 5;

  private static final SingleObjectCodec<FrameLandmarks> CODEC =
      SingleObjectCodec.ofFrameLandmarks();

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  /** A record to send; those of the two topics lie at the same offsets. */
  private record Sent(int partition, String key, byte[] value, String outcome) {

    ProducerRecord<byte[], byte[]> to(String topic) {
      return new ProducerRecord<>(
          topic, partition, key.isEmpty() ? null : key.getBytes(UTF_8), value);
    }
  }

  @Test
  void aFifthOfBrokenFramesLeavesTheRecordsOfOtherCamerasAsTheyAreByteForByte() throws Exception {
    List<Sent> hostile = frames();
    List<Sent> calm =
        hostile.stream()
            .map(each -> each.outcome == null ? each : new Sent(each.partition, "calm", null, ""))
            .toList();

    Map<TopicPosition, FrameLandmarks> disturbed = recordsOf("hostile", hostile);
    Map<TopicPosition, FrameLandmarks> undisturbed = recordsOf("calm", calm);

    long[] offsets = new long[2];
    for (Sent sent : hostile) {
      TopicPosition position = new TopicPosition(sent.partition, offsets[sent.partition]++);
      FrameLandmarks record = disturbed.get(position);
      if (sent.outcome == null) {
        assertThat(record.getStatus()).isIn(FrameStatus.FACES, FrameStatus.NO_FACE);
        assertThat(CODEC.encode(record)).isEqualTo(CODEC.encode(undisturbed.get(position)));
      } else {
        assertThat(HostileFrames.outcome(record)).as(sent.key).isEqualTo(sent.outcome);
      }
    }
  }

  /** Frames of cameras that see a face walk by, and between them all that is hostile. */
  private static List<Sent> frames() {
    List<byte[]> walk = PortraitPictures.walk();
    List<Sent> frames = new ArrayList<>();
    int good = 0;
    int partition = 0;
    for (HostileFrames.Hostile each : HostileFrames.all()) {
      for (int i = 1; i < EVERY; i++) {
        String camera = "cam-" + good % CAMERAS;
        int sequence = good / CAMERAS;
        byte[] picture = walk.get(sequence % walk.size());
        byte[] value =
            message(frame(camera, 0, sequence, picture).setEncoding(PictureEncoding.JPEG));
        frames.add(new Sent(good % CAMERAS % 2, camera, value, null));
        good++;
      }
      partition = 1 - partition;
      frames.add(new Sent(partition, each.camera(), each.value(), each.outcome()));
    }
    return frames;
  }

  /** Runs the job on a topic of its own to the end, and requires one record for each frame. */
  private static Map<TopicPosition, FrameLandmarks> recordsOf(String name, List<Sent> frames)
      throws Exception {
    String landmarks = name + "-landmarks";
    String deadLetters = name + "-dead-letters";
    broker.create(name, Map.of("max.message.bytes", Integer.toString(32 << 20)));
    broker.create(landmarks, deadLetters);
    broker.sendAll(frames.stream().map(each -> each.to(name)).toList());

    FaceMeshJob.main(
        new String[] {
          "--kafka.bootstrap-servers=" + broker.address(),
          "--frames.topic=" + name,
          "--frames.bounded=true",
          "--landmarks.topic=" + landmarks,
          "--dead-letters.topic=" + deadLetters
        });

    Map<TopicPosition, FrameLandmarks> records = new HashMap<>();
    for (var each : broker.read(landmarks, new FrameLandmarksDeserializer())) {
      FrameLandmarks record = each.value();
      TopicPosition position =
          new TopicPosition(record.getSourcePartition(), record.getSourceOffset());
      assertThat(records.put(position, record)).as("a second record").isNull();
    }
    assertThat(records).hasSameSizeAs(frames);
    return records;
  }
}

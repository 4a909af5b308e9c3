package io.meshstream.job.sink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.Traced;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.TopicPosition;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Restores whatever bytes a fuzzer comes up with as a transaction of a checkpoint: they are one,
 * which comes back as it was once more, or are refused.
 */
class FramesTransactionFuzzTest {

  private final FramesTransactionSerializer serializer = serializer();

  @SuppressWarnings("unchecked")
  private static FramesTransactionSerializer serializer() {
    SimpleVersionedSerializer<KafkaCommittable> kafka =
        ((AtLeastOnceSink<Traced<FrameLandmarks>>)
                OutputTopics.landmarks(JobSettings.from(new String[0], Map.of())))
            .getCommittableSerializer();
    return new FramesTransactionSerializer(kafka);
  }

  static Stream<byte[]> seeds() throws IOException {
    FramesTransaction transaction =
        new FramesTransaction(
            new KafkaCommittable(12, (short) 3, "meshstream-landmarks-0-1", null),
            FramePositions.of(
                List.of(
                    new TopicPosition(1, 7), new TopicPosition(1, 8), new TopicPosition(2, 9))));
    byte[] bytes = serializer().serialize(transaction);
    byte[] input = new byte[1 + bytes.length];
    System.arraycopy(bytes, 0, input, 1, bytes.length);
    return Stream.of(input);
  }

  /** Takes a byte for the version, and the rest for what was stored. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreATransactionOrRefused(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    FramesTransaction restored;
    try {
      byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
      restored = serializer.deserialize(serializer.getVersion() - (input[0] & 1), bytes);
    } catch (IOException refused) {
      return;
    }
    byte[] stored = serializer.serialize(restored);
    FramesTransaction again = serializer.deserialize(serializer.getVersion(), stored);
    if (!again.equals(restored) || again.toString().isEmpty()) {
      throw new AssertionError("%s (expected: %s)".formatted(again, restored));
    }
  }
}

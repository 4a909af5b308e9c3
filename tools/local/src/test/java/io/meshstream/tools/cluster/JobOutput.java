package io.meshstream.tools.cluster;

import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.IsolationLevel;

/**
 * What a job has written, byte for byte.
 *
 * @param records the values that each frame has on the landmarks topic: one, if it was written once
 * @param events the values on the events topic, with how often each is there
 */
public record JobOutput(
    Map<FrameIdentity, List<ByteBuffer>> records, Map<ByteBuffer, Integer> events) {

  /** So many bytes say which schema a value was written with. */
  private static final int SCHEMA = 10;

  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();

  /** Reads what there is by now. */
  public static JobOutput read(
      String bootstrapServers, String landmarks, String events, IsolationLevel isolation)
      throws MessageFormatException {
    Map<FrameIdentity, List<ByteBuffer>> records = new HashMap<>();
    for (byte[] value : values(bootstrapServers, landmarks, isolation)) {
      FrameLandmarks record = LANDMARKS.decode(value);
      records
          .computeIfAbsent(FrameIdentity.of(record), frame -> new ArrayList<>(1))
          .add(ByteBuffer.wrap(inNewestSchema(value, record)));
    }
    Map<ByteBuffer, Integer> times = new HashMap<>();
    for (byte[] value : values(bootstrapServers, events, isolation)) {
      times.merge(ByteBuffer.wrap(value), 1, Integer::sum);
    }
    return new JobOutput(records, times);
  }

  /** Returns what a version with an older schema has written as it is with the newest. */
  private static byte[] inNewestSchema(byte[] value, FrameLandmarks record) {
    byte[] newest = LANDMARKS.encode(record);
    boolean isNewest = Arrays.equals(value, 0, SCHEMA, newest, 0, SCHEMA);
    return isNewest ? value : newest;
  }

  private static List<byte[]> values(
      String bootstrapServers, String topic, IsolationLevel isolation) {
    List<byte[]> values = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", bootstrapServers)),
            isolation,
            topic,
            topic,
            OptionalLong.empty())) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        values.add(next.get().value());
      }
    }
    return values;
  }

  /** The landmarks of a frame that has any. */
  FrameLandmarks landmarks(FrameIdentity frame) throws MessageFormatException {
    return landmarks(records.get(frame).get(0));
  }

  /** The landmarks that a value of the topic holds. */
  static FrameLandmarks landmarks(ByteBuffer value) throws MessageFormatException {
    return LANDMARKS.decode(bytes(value));
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}

package io.meshstream.tools.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.frames.CameraId;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes of a dead letter the record that it was made of: key, value and timestamp, and a header
 * that says where it lay.
 */
final class ReplayedFrame {

  /** The header of a frame that is sent again: topic, partition and offset of the first time. */
  static final String HEADER = "meshstream.replayed";

  private ReplayedFrame() {}

  /**
   * Returns the record as it was; empty if the dead letter does not hold its value.
   *
   * @param topic where it is sent to
   */
  static Optional<ProducerRecord<String, byte[]>> of(DeadLetter letter, String topic) {
    return letter.getValue() == null
        ? Optional.empty()
        : Optional.of(record(letter, topic, letter.getCameraId(), bytes(letter.getValue())));
  }

  /**
   * Returns the record as one of another camera; empty if there is no value, the value does not say
   * whose frame it is, or no camera may be called so.
   *
   * @param topic where it is sent to
   * @param suffix what the name of the other camera has more
   * @param codec reads and writes frames; empty where a value is a bare picture
   */
  static Optional<ProducerRecord<String, byte[]>> of(
      DeadLetter letter, String topic, String suffix, Optional<RecordCodec<EncodedFrame>> codec) {
    String camera = letter.getCameraId() + suffix;
    if (letter.getValue() == null || !CameraId.isValid(camera)) {
      return Optional.empty();
    }
    byte[] value = bytes(letter.getValue());
    if (codec.isEmpty()) {
      return Optional.of(record(letter, topic, camera, value));
    }
    try {
      EncodedFrame renamed =
          EncodedFrame.newBuilder(codec.get().decode(value)).setCameraId(camera).build();
      return Optional.of(record(letter, topic, camera, codec.get().encode(renamed)));
    } catch (MessageFormatException e) {
      return Optional.empty();
    }
  }

  private static ProducerRecord<String, byte[]> record(
      DeadLetter letter, String topic, String camera, byte[] value) {
    String origin =
        "%s/%d/%d"
            .formatted(
                letter.getSourceTopic(), letter.getSourcePartition(), letter.getSourceOffset());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            letter.getTimestampMillis() < 0 ? null : letter.getTimestampMillis(),
            camera.isEmpty() ? null : camera,
            value);
    record.headers().add(new RecordHeader(HEADER, origin.getBytes(UTF_8)));
    return record;
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}

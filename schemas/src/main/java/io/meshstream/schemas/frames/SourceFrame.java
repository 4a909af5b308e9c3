package io.meshstream.schemas.frames;

import java.io.Serializable;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of the frames topic as it came: nothing has looked at its value yet.
 *
 * <p>Public, with public component types, so that Flink serialises it field by field and the value
 * as one block: the components and their order stay. Immutable as long as nobody writes to {@code
 * value}, which nobody may.
 *
 * @param camera the record's key; empty when it has none, and {@linkplain CameraId cut} when it is
 *     too long
 * @param partition the partition it was read from, at least 0
 * @param offset its offset in that partition, at least 0
 * @param timestampMillis its Kafka timestamp, milliseconds since 1970; -1 when it has none
 * @param value its value; empty when it has none
 * @param trace which trace it belongs to
 */
public record SourceFrame(
    String camera,
    int partition,
    long offset,
    long timestampMillis,
    byte[] value,
    TraceContext trace)
    implements Serializable {

  private static final byte[] NO_VALUE = {};

  /** Checks that nothing is null. */
  public SourceFrame {
    Objects.requireNonNull(camera, "camera");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(trace, "trace");
  }

  /** Makes one that belongs to no trace. */
  public SourceFrame(
      String camera, int partition, long offset, long timestampMillis, byte[] value) {
    this(camera, partition, offset, timestampMillis, value, TraceContext.NONE);
  }

  /**
   * Returns what a Kafka client read; the value is not copied.
   *
   * @param camera see {@link CameraId#ofKey}
   */
  public static SourceFrame of(String camera, ConsumerRecord<?, byte[]> record) {
    return new SourceFrame(
        camera,
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.value() == null ? NO_VALUE : record.value(),
        TraceContext.of(record.headers()));
  }

  /** Returns where it lies. */
  public TopicPosition position() {
    return new TopicPosition(partition, offset);
  }

  /** Returns what is left of it once its value has been given up. */
  public SourceFrame withoutValue() {
    return new SourceFrame(camera, partition, offset, timestampMillis, NO_VALUE, trace);
  }

  /** Shows the value's length instead of the value. */
  @Override
  public String toString() {
    return "SourceFrame[camera=%s, partition=%d, offset=%d, timestampMillis=%d, value=%d bytes]"
        .formatted(camera, partition, offset, timestampMillis, value.length);
  }
}

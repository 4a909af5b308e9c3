package io.meshstream.job.control;

import io.meshstream.schemas.frames.CameraId;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of the control topic as it came: nothing has looked at its value yet.
 *
 * <p>Public, with public component types, so that Flink serialises it field by field. Immutable as
 * long as nobody writes to {@code value}, which nobody may.
 *
 * @param key the record's key, a camera id, or an asterisk for all cameras; empty when it has none,
 *     and {@linkplain CameraId cut} when it is too long
 * @param partition the partition it was read from, at least 0
 * @param offset its offset in that partition, at least 0
 * @param isTombstone whether it has no value, and takes back what was set before
 * @param value its value; empty when it has none, and cut to one byte more than {@link #MAX_BYTES}
 *     when it is too large
 */
public record ControlRecord(
    String key, int partition, long offset, boolean isTombstone, byte[] value)
    implements Serializable {

  /** The largest value that is looked at; far above what a {@code CameraConfig} takes. */
  static final int MAX_BYTES = 16 * 1024;

  private static final byte[] NO_VALUE = {};

  /** Checks that nothing is null. */
  public ControlRecord {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }

  /** Returns what a Kafka client read. */
  static ControlRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new ControlRecord(
        CameraId.ofKey(record.key()),
        record.partition(),
        record.offset(),
        record.value() == null,
        cut(record.value()));
  }

  private static byte[] cut(byte[] value) {
    if (value == null) {
      return NO_VALUE;
    }
    return value.length <= MAX_BYTES ? value : Arrays.copyOf(value, MAX_BYTES + 1);
  }

  /** Tells whether its value is larger than one may be. */
  boolean isTooLarge() {
    return value.length > MAX_BYTES;
  }

  /** Shows the value's length instead of the value. */
  @Override
  public String toString() {
    return "ControlRecord[key=%s, partition=%d, offset=%d, isTombstone=%s, value=%d bytes]"
        .formatted(key, partition, offset, isTombstone, value.length);
  }
}

package io.meshstream.job.frames;

import java.io.Serializable;
import java.util.Objects;

/**
 * One record of the frames topic as it came: nothing of its value has been looked at yet.
 *
 * <p>Public, with public component types, so that Flink serialises it field by field and the value
 * as one block. Immutable as long as nobody writes to {@code value}, which nobody may.
 *
 * @param camera the record's key; empty when it has none. Longer than {@link #MAX_CAMERA_LENGTH}
 *     means that the key was too long and has been cut.
 * @param partition the partition it was read from, at least 0
 * @param offset its offset in that partition, at least 0
 * @param timestampMillis its Kafka timestamp, milliseconds since 1970; -1 when it has none
 * @param value its value; empty when it has none
 */
public record SourceFrame(
    String camera, int partition, long offset, long timestampMillis, byte[] value)
    implements Serializable {

  /** The longest camera id that is accepted, in characters (UTF-16 units). */
  public static final int MAX_CAMERA_LENGTH = 255;

  /** Checks that nothing is null. */
  public SourceFrame {
    Objects.requireNonNull(camera, "camera");
    Objects.requireNonNull(value, "value");
  }

  /** Shows the value's length instead of the value. */
  @Override
  public String toString() {
    return "SourceFrame[camera=%s, partition=%d, offset=%d, timestampMillis=%d, value=%d bytes]"
        .formatted(camera, partition, offset, timestampMillis, value.length);
  }
}

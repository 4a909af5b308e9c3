package io.meshstream.job.frames;

/**
 * Which frame it is and when it was taken.
 *
 * <p>A frame that says so itself has an epoch and a sequence number of at least 0. One that cannot
 * be read has its place in the topic for an identity: the epoch is {@code -1 - partition} and the
 * sequence number the offset. So camera, epoch and sequence are unique among unreadable frames too,
 * even for those without a key, which lie in any partition.
 *
 * @param camera identifier of the camera: the key of the record
 * @param epoch count of restarts of the camera's gateway; negative for an unreadable frame
 * @param sequence number of the frame within its epoch
 * @param capturedAtMicros when the picture was taken, microseconds since 1970; for an unreadable
 *     frame the timestamp of the record
 */
public record FrameHeader(String camera, long epoch, long sequence, long capturedAtMicros) {

  private static final long MICROS_PER_MILLI = 1000;

  /** The header of a frame that cannot be read. */
  static FrameHeader ofPlace(SourceFrame source) {
    return new FrameHeader(
        source.camera(), -1L - source.partition(), source.offset(), timestampMicros(source));
  }

  /** Kafka's -1 for "none" stays -1, which no clock shows. */
  static long timestampMicros(SourceFrame source) {
    long millis = source.timestampMillis();
    if (millis < 0) {
      return -1;
    }
    return millis > Long.MAX_VALUE / MICROS_PER_MILLI ? Long.MAX_VALUE : millis * MICROS_PER_MILLI;
  }

  /**
   * When the picture was taken; when its record was made, if that is unknown.
   *
   * @param source the record it came in
   */
  public long timeMicros(SourceFrame source) {
    return capturedAtMicros < 0 ? timestampMicros(source) : capturedAtMicros;
  }

  /** Whether the frame could not be read, so that this is only its place in the topic. */
  public boolean isPlace() {
    return epoch < 0;
  }
}

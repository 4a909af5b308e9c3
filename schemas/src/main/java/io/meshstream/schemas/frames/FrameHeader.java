package io.meshstream.schemas.frames;

import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;

/**
 * Which frame it is and when it was taken.
 *
 * <p>A frame that says so itself has an epoch and a sequence number of at least 0. One that cannot
 * be read has its position in the topic for an identity: the epoch is {@code -1 - partition} and
 * the sequence number the offset. So camera, epoch and sequence are unique among unreadable frames
 * too, even for those without a key, which lie in any partition.
 *
 * @param camera identifier of the camera: the key of the record
 * @param epoch any number that grows whenever the camera's gateway starts or has lost the camera;
 *     negative for a frame that is not identified
 * @param sequence number of the frame within its epoch
 * @param capturedAtMicros when the picture was taken, microseconds since 1970; for a frame that is
 *     not identified the timestamp of the record
 */
public record FrameHeader(String camera, long epoch, long sequence, long capturedAtMicros) {

  private static final long MICROS_PER_MILLI = 1000;

  /** Returns the header of a frame that does not say which one it is. */
  static FrameHeader ofPosition(SourceFrame source) {
    return new FrameHeader(
        source.camera(), -1L - source.partition(), source.offset(), timestampMicros(source));
  }

  /** Returns the header of the frame that a record is about. */
  public static FrameHeader of(FrameLandmarks landmarks) {
    return new FrameHeader(
        landmarks.getCameraId(),
        landmarks.getEpoch(),
        landmarks.getSequence(),
        landmarks.getCapturedAtMicros());
  }

  /** Keeps Kafka's -1 for "none" at -1, which no clock shows. */
  static long timestampMicros(SourceFrame source) {
    long millis = source.timestampMillis();
    if (millis < 0) {
      return -1;
    }
    return millis > Long.MAX_VALUE / MICROS_PER_MILLI ? Long.MAX_VALUE : millis * MICROS_PER_MILLI;
  }

  /**
   * Returns when the picture was taken; when its record was made, if that is unknown.
   *
   * @param source the record it came in
   */
  public long timeMicros(SourceFrame source) {
    return capturedAtMicros < 0 ? timestampMicros(source) : capturedAtMicros;
  }

  /** Tells whether the frame says which one it is; otherwise this is only its position. */
  public boolean isIdentified() {
    return epoch >= 0;
  }

  /** Returns what names the frame and its record. */
  public FrameIdentity identity() {
    return new FrameIdentity(camera, epoch, sequence);
  }
}

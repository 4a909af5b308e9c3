package io.meshstream.job.records;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.schemas.frames.SourceFrame;
import java.nio.ByteBuffer;

/**
 * Makes the dead letter of a rejected frame.
 *
 * <p>A value beyond the limit is left out: a dead letter that the broker refuses would stop the
 * whole job, again and again, because of one frame.
 */
public final class DeadLetters {

  private final String topic;
  private final long maxValueBytes;

  /**
   * @param topic the topic that frames are read from
   * @param maxValueBytes the largest value that is kept
   */
  public DeadLetters(String topic, long maxValueBytes) {
    this.topic = topic;
    this.maxValueBytes = maxValueBytes;
  }

  /** Returns the dead letter of one frame. */
  public DeadLetter of(SourceFrame source, Rejection rejection) {
    boolean kept = source.value().length <= maxValueBytes;
    return DeadLetter.newBuilder()
        .setCameraId(source.camera())
        .setSourceTopic(topic)
        .setSourcePartition(source.partition())
        .setSourceOffset(source.offset())
        .setTimestampMillis(Math.max(-1, source.timestampMillis()))
        .setReason(rejection.reason().name())
        .setErrorClass(rejection.errorClass().orElse(null))
        .setMessage(rejection.message() + (kept ? "" : leftOut(source)))
        .setValue(kept ? ByteBuffer.wrap(source.value()) : null)
        .build();
  }

  private String leftOut(SourceFrame source) {
    return "; its value of %d bytes is not in this dead letter (limits.dead-letter-bytes = %d)"
        .formatted(source.value().length, maxValueBytes);
  }
}

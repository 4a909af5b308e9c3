package io.meshstream.schemas.frames;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;

/**
 * Where a frame lies on the frames topic.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
public record TopicPosition(int partition, long offset) {

  /** Returns the position of the frame that a record is about. */
  public static TopicPosition of(FrameLandmarks landmarks) {
    return new TopicPosition(landmarks.getSourcePartition(), landmarks.getSourceOffset());
  }

  /** Returns the position of the frame that a dead letter holds. */
  public static TopicPosition of(DeadLetter letter) {
    return new TopicPosition(letter.getSourcePartition(), letter.getSourceOffset());
  }

  /** Returns {@code partition:offset}. */
  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}

package io.meshstream.job.sink;

import java.io.Serializable;

/**
 * Where on the frames topic a frame lies that a record answers.
 *
 * @param partition the partition
 * @param offset the offset in it
 */
record FramePosition(int partition, long offset) implements Serializable {

  /** Tells the position from a record, wherever the sink runs. */
  @FunctionalInterface
  interface Of<T> extends Serializable {
    FramePosition of(T record);
  }
}

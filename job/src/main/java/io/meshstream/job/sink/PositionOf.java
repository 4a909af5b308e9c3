package io.meshstream.job.sink;

import io.meshstream.schemas.frames.TopicPosition;
import java.io.Serializable;

/** Tells which frame a record answers, wherever the sink runs. */
@FunctionalInterface
interface PositionOf<T> extends Serializable {

  /** Returns where the frame lies. */
  TopicPosition of(T record);
}

package io.meshstream.job.sink;

import io.meshstream.schemas.frames.TopicPosition;
import java.io.Serializable;
import java.util.Optional;

/** Tells which frame a record answers, wherever the sink runs. */
@FunctionalInterface
interface PositionOf<T> extends Serializable {

  /** Returns where the frame lies; empty for a record that answers none. */
  Optional<TopicPosition> of(T record);
}

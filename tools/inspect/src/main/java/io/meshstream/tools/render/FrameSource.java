package io.meshstream.tools.render;

import java.util.Optional;
import java.util.OptionalLong;

/** The frames that are to be drawn, one after another. Not thread-safe. */
interface FrameSource extends AutoCloseable {

  /** Returns how many frames a second they were taken at; empty where that is not known. */
  Optional<Double> framesPerSecond();

  /** Returns how many there are; empty where that is not known before all have been read. */
  default OptionalLong total() {
    return OptionalLong.empty();
  }

  /** Returns whether what they come from has sound, which nothing that is drawn has. */
  default boolean hasSound() {
    return false;
  }

  /**
   * Returns the next one; empty after the last.
   *
   * @throws io.meshstream.tools.console.CommandFailure if what they come from can be read no more
   */
  Optional<RenderedFrame> next();

  @Override
  void close();
}

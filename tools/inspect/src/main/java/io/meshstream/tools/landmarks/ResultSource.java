package io.meshstream.tools.landmarks;

import java.util.Optional;
import java.util.OptionalLong;

/** What is found in pictures, one after another. Not thread-safe. */
interface ResultSource extends AutoCloseable {

  /** Returns how many there are; empty where that is not known before all have been analysed. */
  OptionalLong total();

  /**
   * Returns the next one; empty after the last.
   *
   * @throws io.meshstream.tools.console.CommandFailure if a drawing cannot be written
   */
  Optional<PictureResult> next() throws InterruptedException;

  @Override
  void close();
}

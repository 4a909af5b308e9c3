package io.meshstream.tools.render;

import java.io.IOException;
import java.util.Optional;

/** The frames that are to be drawn, one after another. Not thread-safe. */
interface Shots extends AutoCloseable {

  /**
   * How many frames a second they were taken at; empty where that is not known.
   *
   * @throws IOException if they cannot be read
   */
  Optional<Double> framesPerSecond() throws IOException;

  /**
   * Returns the next one; empty after the last.
   *
   * @throws IOException if it cannot be read
   */
  Optional<Shot> next() throws IOException;

  @Override
  void close();
}

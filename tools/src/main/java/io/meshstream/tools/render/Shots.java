package io.meshstream.tools.render;

import java.util.Optional;

/** The frames that are to be drawn, one after another. Not thread-safe. */
interface Shots extends AutoCloseable {

  /** How many frames a second they were taken at; empty where that is not known. */
  Optional<Double> framesPerSecond();

  /**
   * Returns the next one; empty after the last.
   *
   * @throws io.meshstream.tools.console.CommandFailure if what they come from can be read no more
   */
  Optional<Shot> next();

  @Override
  void close();
}

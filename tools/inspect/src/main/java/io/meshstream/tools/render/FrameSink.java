package io.meshstream.tools.render;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Where drawn pictures go. Not thread-safe. */
interface FrameSink extends AutoCloseable {

  /**
   * Takes the next picture.
   *
   * @param name what a file of its own is called, without an ending
   * @throws IOException if it cannot be written
   */
  void write(String name, BufferedImage image) throws IOException;

  /** Returns what has been made, for the summary. */
  String description();

  /** Finishes what has been made. */
  @Override
  void close() throws IOException;
}

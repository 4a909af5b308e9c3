package io.meshstream.vision.jpeg;

/** Writes pixels beside each other. */
interface RunWriter {
  /**
   * Writes a run of the row of pixels {@code y} to where it belongs in the decoded region.
   *
   * @param left column of the picture with the first pixel
   * @param right column behind the last
   */
  void write(int y, int left, int right, byte[] out);
}

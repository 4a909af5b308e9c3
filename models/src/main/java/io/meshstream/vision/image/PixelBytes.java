package io.meshstream.vision.image;

/** Allocates what pictures are decoded into, once there is memory set aside for it. */
final class PixelBytes {
  private static final int TRIES = 4;

  private PixelBytes() {}

  /**
   * Allocates bytes, and does not believe at once that there is no room.
   *
   * <p>Until Java 22 (JDK-8308507) G1 says so too soon where native code holds arrays, as it does
   * while others read PNGs and whole JPEGs: each time that it collects, they may be quicker to take
   * what becomes free.
   *
   * @throws OutOfMemoryError if there is no room
   */
  static byte[] allocate(int count) {
    for (int left = TRIES - 1; left > 0; left--) {
      try {
        return new byte[count];
      } catch (OutOfMemoryError tooSoon) {
        // Another collection may free more.
      }
    }
    return new byte[count];
  }
}

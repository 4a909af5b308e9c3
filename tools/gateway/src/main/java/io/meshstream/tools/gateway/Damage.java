package io.meshstream.tools.gateway;

import io.meshstream.tools.video.SourceException;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import java.util.Optional;

/**
 * Tells of pictures that are left out because they are damaged, and gives up when nothing else
 * comes.
 *
 * <p>Not thread-safe.
 */
final class Damage {

  private static final int MAX_IN_A_ROW = 500;

  private final String name;
  private final WarningListener listener;

  private int inARow;

  /**
   * @param name of the source, for messages
   */
  Damage(String name, WarningListener listener) {
    this.name = name;
    this.listener = listener;
  }

  /**
   * Notes a damaged picture.
   *
   * @param what is wrong with it
   * @throws SourceException if it is the 500th in a row
   */
  void add(String what) throws SourceException {
    inARow++;
    if (inARow == MAX_IN_A_ROW) {
      throw new SourceException(
          "%s: %s, and nothing else for long; see that it works".formatted(name, what));
    }
    listener.warn(name + ": " + what);
  }

  /**
   * Reads the header of a JPEG, and notes if that cannot be done.
   *
   * @param maxPixels largest picture, width times height
   * @return empty if it is damaged
   * @throws SourceException if it is the 500th damaged picture in a row
   */
  Optional<JpegHeader> header(byte[] jpeg, long maxPixels) throws SourceException {
    try {
      return Optional.of(JpegHeader.parse(jpeg, 0, jpeg.length, maxPixels));
    } catch (JpegException e) {
      add(e.getMessage());
      return Optional.empty();
    }
  }

  /** There was a good picture. */
  void none() {
    inARow = 0;
  }
}

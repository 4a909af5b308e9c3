package io.meshstream.tools.pictures;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size that pictures are made or scaled to.
 *
 * @param width columns of pixels
 * @param height rows of pixels
 */
public record PictureSize(int width, int height) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
  private static final int LEAST = 64;
  private static final int MOST = 4096;

  /** Checks both sides. */
  public PictureSize {
    if (Math.min(width, height) < LEAST || Math.max(width, height) > MOST) {
      throw new IllegalArgumentException(
          "size: %dx%d (expected: sides of %d to %d pixels)".formatted(width, height, LEAST, MOST));
    }
  }

  /**
   * Reads a size such as {@code 640x360}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static PictureSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "size: %s (expected: WIDTHxHEIGHT, such as 640x360)".formatted(text));
    }
    return new PictureSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Returns the longer one of its sides. */
  public int longerSide() {
    return Math.max(width, height);
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}

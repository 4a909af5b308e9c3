package io.meshstream.vision.testing;

/**
 * A picture that is meant to do harm, or is broken, and what becomes of it.
 *
 * @param name what is wrong with it
 * @param bytes the file
 * @param outcome the word for what becomes of it within the usual limits: {@code NO_FACE}, or the
 *     constant of {@code PictureException.Problem}
 */
public record HostilePicture(String name, byte[] bytes, String outcome) {

  /** Where nothing is wrong with it that anybody has to know. */
  public static final String NO_FACE = "NO_FACE";

  @Override
  public String toString() {
    return name;
  }
}

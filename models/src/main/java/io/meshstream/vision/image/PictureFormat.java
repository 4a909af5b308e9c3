package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import java.util.HexFormat;
import java.util.Optional;

/** The encodings that can be decoded, told by their first bytes. */
public enum PictureFormat {
  /** JPEG, of any kind. */
  JPEG("\377\330\377"),
  /** PNG, of any kind. */
  PNG("\211PNG\r\n\32\n");

  /** How many first bytes tell every format. */
  public static final int SIGNATURE_BYTES = 8;

  private static final int SHOWN_BYTES = 8;

  private final String start;

  PictureFormat(String start) {
    this.start = start;
  }

  /**
   * Tells by its first bytes what a picture is; empty if it is neither.
   *
   * @param data the bytes, of which at most the first {@value #SIGNATURE_BYTES} are looked at
   */
  public static Optional<PictureFormat> startingWith(byte[] data) {
    return startingWith(data, 0, data.length);
  }

  /** Tells the same of a part of an array. */
  public static Optional<PictureFormat> startingWith(byte[] data, int offset, int length) {
    for (PictureFormat format : values()) {
      if (new Magic(format.start, 0).matches(data, offset, length)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  static PictureFormat of(byte[] data, int offset, int length) throws PictureException {
    if (length == 0) {
      throw new PictureException(
          Problem.EMPTY, "picture data: 0 bytes (expected: a JPEG or PNG); check the sender");
    }
    Optional<PictureFormat> format = startingWith(data, offset, length);
    if (format.isPresent()) {
      return format.get();
    }
    Optional<String> other = OtherFormats.nameOf(data, offset, length);
    if (other.isPresent()) {
      throw new PictureException(
          Problem.UNSUPPORTED,
          "picture format: "
              + other.get()
              + " (expected: a JPEG or PNG); re-encode as one of them");
    }
    int shown = Math.min(length, SHOWN_BYTES);
    throw new PictureException(
        Problem.UNKNOWN_FORMAT,
        "picture data: starts with "
            + HexFormat.of().formatHex(data, offset, offset + shown)
            + " (expected: a JPEG, ffd8ff, or a PNG, 89504e47); re-encode the frames");
  }
}

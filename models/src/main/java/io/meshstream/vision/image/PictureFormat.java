package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import java.util.HexFormat;
import java.util.Optional;

/** The encodings that can be decoded, told by their first bytes. */
enum PictureFormat {
  JPEG("\377\330\377"),
  PNG("\211PNG\r\n\32\n");

  private static final int SHOWN_BYTES = 8;

  private final String start;

  PictureFormat(String start) {
    this.start = start;
  }

  static PictureFormat of(byte[] data, int offset, int length) throws PictureException {
    if (length == 0) {
      throw new PictureException(
          Problem.EMPTY, "picture data: 0 bytes (expected: a JPEG or PNG); check the sender");
    }
    for (PictureFormat format : values()) {
      if (new Magic(format.start, 0).matches(data, offset, length)) {
        return format;
      }
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

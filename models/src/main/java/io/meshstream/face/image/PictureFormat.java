package io.meshstream.face.image;

import io.meshstream.face.image.PictureException.Problem;
import java.util.HexFormat;

/** The encodings that can be decoded, told by their first bytes. */
enum PictureFormat {
  JPEG("jpeg", "ffd8ff"),
  PNG("png", "89504e470d0a1a0a");

  private static final int SHOWN_BYTES = 8;

  private final String imageIoName;
  private final String magic;

  PictureFormat(String imageIoName, String magic) {
    this.imageIoName = imageIoName;
    this.magic = magic;
  }

  String imageIoName() {
    return imageIoName;
  }

  static PictureFormat of(byte[] data, int offset, int length) throws PictureException {
    if (length == 0) {
      throw new PictureException(
          Problem.EMPTY, "picture data: 0 bytes (expected: a JPEG or PNG); check the sender");
    }
    for (PictureFormat format : values()) {
      if (format.starts(data, offset, length)) {
        return format;
      }
    }
    int shown = Math.min(length, SHOWN_BYTES);
    throw new PictureException(
        Problem.UNKNOWN_FORMAT,
        "picture data: starts with "
            + HexFormat.of().formatHex(data, offset, offset + shown)
            + " (expected: a JPEG, ffd8ff, or a PNG, 89504e47); re-encode the frames");
  }

  private boolean starts(byte[] data, int offset, int length) {
    int bytes = magic.length() / 2;
    return length >= bytes && HexFormat.of().formatHex(data, offset, offset + bytes).equals(magic);
  }
}

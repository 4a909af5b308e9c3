package io.meshstream.vision.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the orientation in Exif data. Metadata is not worth losing a picture for: what cannot be
 * read counts as upright.
 */
public final class ExifOrientation {
  /** The first row is the top, the first column the left side. */
  public static final int UPRIGHT = 1;

  private static final int HEADER_BYTES = 8;
  private static final int DIRECTORY_AT = 4;
  private static final int ENTRY_BYTES = 12;
  private static final int TAG = 0x0112;
  private static final int TYPE_SHORT = 3;

  private ExifOrientation() {}

  /** Returns the orientation, from 1 to 8, that a TIFF structure states in its first directory. */
  public static int of(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return UPRIGHT;
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes);
    tiff.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(DIRECTORY_AT));
    if (directory > bytes.length - 2) {
      return UPRIGHT;
    }
    int at = (int) directory + 2;
    for (int left = tiff.getShort(at - 2) & 0xffff; left > 0; left--, at += ENTRY_BYTES) {
      if (at > bytes.length - ENTRY_BYTES) {
        return UPRIGHT;
      }
      if ((tiff.getShort(at) & 0xffff) == TAG) {
        int value = tiff.getShort(at + 8);
        return tiff.getShort(at + 2) == TYPE_SHORT && value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}

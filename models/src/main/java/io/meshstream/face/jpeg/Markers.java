package io.meshstream.face.jpeg;

/** The second bytes of the JPEG markers that matter here. */
final class Markers {
  static final int BASELINE = 0xc0;
  static final int EXTENDED = 0xc1;
  static final int HUFFMAN_TABLES = 0xc4;
  static final int RESTART = 0xd0;
  static final int START_OF_IMAGE = 0xd8;
  static final int END_OF_IMAGE = 0xd9;
  static final int START_OF_SCAN = 0xda;
  static final int QUANTISATION_TABLES = 0xdb;
  static final int RESTART_INTERVAL = 0xdd;
  static final int APP0 = 0xe0;
  static final int APP1 = 0xe1;
  static final int APP2 = 0xe2;
  static final int APP14 = 0xee;

  private static final int TEMPORARY = 0x01;
  private static final int JPEG_EXTENSION = 0xc8;
  private static final int ARITHMETIC_CONDITIONS = 0xcc;

  private Markers() {}

  /** Whether no segment follows the marker. */
  static boolean standsAlone(int marker) {
    return marker == TEMPORARY || (marker >= RESTART && marker <= END_OF_IMAGE);
  }

  static boolean isStartOfFrame(int marker) {
    return marker >= BASELINE
        && marker <= 0xcf
        && marker != HUFFMAN_TABLES
        && marker != ARITHMETIC_CONDITIONS;
  }

  /** Why frames that are neither baseline nor extended cannot be decoded. */
  static JpegLimitation limitation(int startOfFrame) {
    if (startOfFrame == 0xc2) {
      return JpegLimitation.PROGRESSIVE;
    }
    return startOfFrame > JPEG_EXTENSION && startOfFrame < 0xcb
        ? JpegLimitation.ARITHMETIC
        : JpegLimitation.OTHER_PROCESS;
  }
}

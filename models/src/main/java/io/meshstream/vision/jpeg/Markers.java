package io.meshstream.vision.jpeg;

/** The second bytes of the JPEG markers that matter here. */
final class Markers {
  static final int BASELINE = 0xc0;
  static final int EXTENDED = 0xc1;
  static final int PROGRESSIVE = 0xc2;
  static final int HUFFMAN_TABLES = 0xc4;
  static final int RESTART = 0xd0;
  static final int START_OF_IMAGE = 0xd8;
  static final int END_OF_IMAGE = 0xd9;
  static final int START_OF_SCAN = 0xda;
  static final int QUANTISATION_TABLES = 0xdb;
  static final int RESTART_INTERVAL = 0xdd;
  static final int APP0 = 0xe0;
  static final int APP1 = 0xe1;
  static final int APP14 = 0xee;
  static final int COMMENT = 0xfe;

  /** The lowest marker that the standard gives a meaning, but for those of arithmetic coding. */
  static final int FIRST = 0xc0;

  private static final int TEMPORARY = 0x01;
  private static final int LAST_APP = 0xef;
  private static final int HIERARCHICAL = 0xde;
  private static final int EXPANSION = 0xdf;
  private static final int JPEG_LS = 0xf7;
  private static final int JPEG_EXTENSION = 0xc8;
  private static final int ARITHMETIC_CONDITIONS = 0xcc;

  private Markers() {}

  /** Tells whether no segment follows the marker. */
  static boolean standsAlone(int marker) {
    return marker == TEMPORARY || (marker >= RESTART && marker <= END_OF_IMAGE);
  }

  static boolean isRestart(int marker) {
    return (marker & ~7) == RESTART;
  }

  static boolean isStartOfFrame(int marker) {
    return marker >= BASELINE
        && marker <= 0xcf
        && marker != HUFFMAN_TABLES
        && marker != ARITHMETIC_CONDITIONS;
  }

  /** Tells whether the marker's segment may say anything without changing the pixels. */
  static boolean isApplications(int marker) {
    return (marker >= APP0 && marker <= LAST_APP) || marker == COMMENT;
  }

  /** Tells whether the marker announces a process of which libjpeg knows none. */
  static boolean isOfAnotherProcess(int marker) {
    return marker == HIERARCHICAL || marker == EXPANSION || marker == JPEG_LS;
  }

  /** Tells whether libjpeg takes a segment of this kind for a mistake. */
  static boolean isReserved(int marker) {
    return marker < FIRST || (marker > LAST_APP && marker < COMMENT);
  }

  /** Tells why frames that are neither baseline nor extended cannot be decoded. */
  static JpegLimitation limitation(int startOfFrame) {
    if (startOfFrame == PROGRESSIVE) {
      return JpegLimitation.PROGRESSIVE;
    }
    return startOfFrame > JPEG_EXTENSION && startOfFrame < 0xcb
        ? JpegLimitation.ARITHMETIC
        : JpegLimitation.OTHER_PROCESS;
  }
}

package io.meshstream.vision.jpeg;

/**
 * Counts the components of all scans of a JPEG without decoding one: the work of a decoder that
 * reads them all grows with this number times the pixels, however few bytes a scan has.
 */
final class ScanCount {
  private static final int LEAST_SEGMENT = 2;

  private ScanCount() {}

  /** Counts from the first scan's marker on, as a decoder would come from one to the next. */
  static long of(byte[] data, int start, int end) {
    long components = 0;
    int at = start;
    while (at < end - 1) {
      int marker = data[at + 1] & 0xff;
      if (data[at] != -1 || marker == 0 || marker == 0xff) {
        at++;
      } else if (marker == Markers.END_OF_IMAGE) {
        return components;
      } else if (Markers.standsAlone(marker)) {
        at += 2;
      } else if (at + 4 < end) {
        if (marker == Markers.START_OF_SCAN) {
          components += data[at + 4] & 0xff;
        }
        int length = (data[at + 2] & 0xff) << 8 | (data[at + 3] & 0xff);
        at += 2 + Math.max(LEAST_SEGMENT, length);
      } else {
        return components;
      }
    }
    return components;
  }
}

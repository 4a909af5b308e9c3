package io.meshstream.vision.jpeg;

/** Reads the marker segments in front of a JPEG's pixels; never behind their end. */
final class SegmentReader {
  private final byte[] data;
  private final int end;
  private int position;
  private int segmentEnd;
  private int marker;

  SegmentReader(byte[] data, int offset, int length) {
    this.data = data;
    this.position = offset;
    this.end = offset + length;
    this.segmentEnd = end;
  }

  /** Moves to the next marker, over stray bytes as some cameras send them, and returns it. */
  int nextMarker() throws JpegException {
    segmentEnd = end;
    do {
      while (u8() != 0xff) {}
      do {
        marker = u8();
      } while (marker == 0xff);
    } while (marker == 0);
    return marker;
  }

  /**
   * Enters the segment of the marker just read. Where one is passed over anyway, lengths of 0 and
   * 1, which cannot be, count as 2, as libjpeg has it.
   */
  void open() throws JpegException {
    int start = position;
    int length = u16();
    if (length < 2 && Markers.isApplications(marker)) {
      length = 2;
    }
    if (length < 2) {
      throw JpegException.corrupt(name() + ": length " + length, "at least 2");
    }
    if (length > end - start) {
      position = end;
      throw JpegException.truncated(name());
    }
    segmentEnd = start + length;
  }

  /** Moves behind the open segment. */
  void close() {
    position = segmentEnd;
  }

  /** Tells how many bytes of the open segment are unread. */
  int remaining() {
    return segmentEnd - position;
  }

  int position() {
    return position;
  }

  int u8() throws JpegException {
    if (position >= segmentEnd) {
      throw segmentEnd == end
          ? JpegException.truncated("the header")
          : JpegException.corrupt(name() + ": its segment is too short", "all of its fields");
    }
    return data[position++] & 0xff;
  }

  int u16() throws JpegException {
    return u8() << 8 | u8();
  }

  byte[] bytes(int length) throws JpegException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) u8();
    }
    return bytes;
  }

  /** Tells whether the rest of the open segment starts with this text and a zero byte. */
  boolean startsWith(String text) {
    if (remaining() <= text.length() || data[position + text.length()] != 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (data[position + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the marker just read, for messages. */
  String name() {
    return "segment ff" + Integer.toHexString(marker);
  }
}

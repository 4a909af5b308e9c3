package io.meshstream.vision.jpeg;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads the parts of a JPEG that matter for its pixels: the segments of its header but for those of
 * applications and comments, and all from the first scan on. Remembers none, for there may be any
 * number of them.
 */
final class PixelSegments extends InputStream {
  private final byte[] data;
  private final int end;
  private final SegmentReader header;

  private boolean inHeader = true;

  // The part at hand.
  private int position;
  private int partEnd;

  /**
   * Begins at the start of image.
   *
   * @param data holds a JPEG whose header has been parsed
   */
  PixelSegments(byte[] data, int start, int end) {
    this.data = data;
    this.end = end;
    this.header = new SegmentReader(data, start, end - start);
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? data[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, partEnd - position);
    System.arraycopy(data, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean hasMore() throws IOException {
    try {
      while (position == partEnd && inHeader) {
        next();
      }
    } catch (JpegException e) {
      throw new IOException("a header that has been parsed cannot be read", e);
    }
    return position < partEnd;
  }

  private void next() throws JpegException {
    int marker = header.nextMarker();
    int start = header.position() - 2;
    if (marker == Markers.START_OF_SCAN) {
      inHeader = false;
      position = start;
      partEnd = end;
    } else if (!Markers.standsAlone(marker)) {
      header.open();
      header.close();
      if (!Markers.isApplications(marker)) {
        position = start;
        partEnd = header.position();
      }
    }
  }
}

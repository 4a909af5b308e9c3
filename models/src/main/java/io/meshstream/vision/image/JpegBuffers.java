package io.meshstream.vision.image;

import io.meshstream.vision.jpeg.JpegDecoder;
import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.jpeg.JpegRegion;
import io.meshstream.vision.jpeg.JpegScale;
import io.meshstream.vision.jpeg.PixelMask;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What decoding one JPEG at a time needs, kept for the next one. Not thread-safe. */
final class JpegBuffers {
  /** A whole Full HD picture, its rows and mask; cameras up to this size never wait for memory. */
  private static final int MOST_UNCOUNTED_BYTES = 3 * 1920 * 1080 + (1 << 20);

  /** A mask of more pixels would take more megabytes than it is worth. */
  private static final int MOST_MASKED_PIXELS = 1 << 25;

  private final JpegDecoder decoder = new JpegDecoder();
  private final DecodingBudget budget;
  private final PixelMask mask = new PixelMask();
  private byte[] pixels = {};
  private DecodingBudget.Reservation reservation;
  private long reserved;

  // The most that regions of the picture at hand have taken so far.
  private long pixelBytes;
  private long rowBytes;
  private long maskBytes;

  private JpegBuffers(DecodingBudget budget) {
    this.budget = budget;
  }

  /**
   * Returns the most bytes that decoding regions of a picture takes, one after another: its pixels,
   * the rows that a decoder keeps, which for a wide and low picture are more, and the mask of those
   * that are wanted.
   */
  static long memory(JpegHeader header) {
    JpegRegion whole = JpegRegion.whole(header.width(), header.height());
    return (long) header.width() * header.height() * header.pixelBytes()
        + JpegDecoder.rowBytes(header, JpegScale.FULL, whole)
        + (mayMask(whole) ? JpegDecoder.maskBytes(whole) : 0);
  }

  /** Tells whether there may be a mask of pixels of a region. */
  static boolean mayMask(JpegRegion region) {
    return (long) region.width() * region.height() <= MOST_MASKED_PIXELS;
  }

  JpegDecoder decoder() {
    return decoder;
  }

  PixelMask mask() {
    return mask;
  }

  /**
   * Makes room for so many bytes of pixels, of rows of the decoder, and of a mask; the same array
   * as long as it is large enough. What is left of earlier pictures does not count: whether this
   * one waits, and whether there is room for it, must not depend on them.
   */
  byte[] pixels(long bytes, long rows, long mask) {
    pixelBytes = Math.max(bytes, pixelBytes);
    rowBytes = Math.max(rows, rowBytes);
    maskBytes = Math.max(mask, maskBytes);
    long needed = pixelBytes + rowBytes + maskBytes;
    if (needed > Math.max(reserved, MOST_UNCOUNTED_BYTES)) {
      // First let go, then wait: two that hold some and wait for more would wait for ever.
      release();
      reservation = budget.reserve(needed);
      reserved = needed;
    }
    if (pixels.length < bytes) {
      pixels = new byte[0];
      pixels = PixelBytes.allocate(Math.toIntExact(bytes));
    }
    return pixels;
  }

  /** Leaves the pixels to whoever has them. */
  void forgetPixels() {
    pixels = new byte[0];
  }

  private void endPicture() {
    release();
    pixelBytes = 0;
    rowBytes = 0;
    maskBytes = 0;
  }

  private void release() {
    if (reservation != null) {
      reservation.close();
      reservation = null;
      reserved = 0;
    }
  }

  /** Idle buffers, as many as were ever used at the same time. Thread-safe. */
  static final class Pool {
    /** A whole 4K picture; what a larger one needed is not kept. */
    private static final int MOST_KEPT_BYTES = 3 * 3840 * 2160;

    /** More than the rows of one, whichever way it is turned, and than its mask. */
    private static final int MOST_KEPT_ROW_BYTES = 2 << 20;

    private final Queue<JpegBuffers> idle = new ConcurrentLinkedQueue<>();
    private final DecodingBudget budget;

    Pool(DecodingBudget budget) {
      this.budget = budget;
    }

    JpegBuffers borrow() {
      JpegBuffers buffers = idle.poll();
      return buffers != null ? buffers : new JpegBuffers(budget);
    }

    void giveBack(JpegBuffers buffers) {
      boolean kept =
          buffers.pixels.length <= MOST_KEPT_BYTES
              && buffers.rowBytes <= MOST_KEPT_ROW_BYTES
              && buffers.mask.bytes() <= MOST_KEPT_ROW_BYTES;
      if (!kept) {
        buffers.forgetPixels();
      }
      buffers.endPicture();
      if (kept) {
        idle.add(buffers);
      }
    }
  }
}

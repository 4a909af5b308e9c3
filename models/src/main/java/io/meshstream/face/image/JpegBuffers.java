package io.meshstream.face.image;

import io.meshstream.face.jpeg.JpegDecoder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What decoding one JPEG at a time needs, kept for the next one. Not thread-safe. */
final class JpegBuffers {
  private final JpegDecoder decoder = new JpegDecoder();
  private byte[] pixels = {};

  private JpegBuffers() {}

  JpegDecoder decoder() {
    return decoder;
  }

  /** Room for so many bytes; the same array as long as it is large enough. */
  byte[] pixels(long bytes) {
    if (pixels.length < bytes) {
      pixels = new byte[Math.toIntExact(bytes)];
    }
    return pixels;
  }

  /** Idle buffers, as many as were ever used at the same time. Thread-safe. */
  static final class Pool {
    /** A whole 4K picture; what a larger one needed is not kept. */
    private static final int MOST_KEPT_BYTES = 3 * 3840 * 2160;

    private final Queue<JpegBuffers> idle = new ConcurrentLinkedQueue<>();

    JpegBuffers borrow() {
      JpegBuffers buffers = idle.poll();
      return buffers != null ? buffers : new JpegBuffers();
    }

    void giveBack(JpegBuffers buffers) {
      if (buffers.pixels.length <= MOST_KEPT_BYTES) {
        idle.add(buffers);
      }
    }
  }
}

package io.meshstream.job.vision;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelSelection;

/** Another source's picture, and the time that its decoding takes. For one thread. */
final class TimedPicture implements PictureSource {

  private final PictureSource source;
  private long decodeNanos;

  /**
   * @param source closed with this
   * @param openNanos what opening it took
   */
  TimedPicture(PictureSource source, long openNanos) {
    this.source = source;
    this.decodeNanos = openNanos;
  }

  /** Returns what opening and decoding took so far. */
  long decodeNanos() {
    return decodeNanos;
  }

  @Override
  public int width() {
    return source.width();
  }

  @Override
  public int height() {
    return source.height();
  }

  @Override
  public Picture whole(int maxReduction) throws PictureException {
    long start = System.nanoTime();
    try {
      return source.whole(maxReduction);
    } finally {
      decodeNanos += System.nanoTime() - start;
    }
  }

  @Override
  public Picture part(PixelSelection wanted, int maxReduction) throws PictureException {
    long start = System.nanoTime();
    try {
      return source.part(wanted, maxReduction);
    } finally {
      decodeNanos += System.nanoTime() - start;
    }
  }

  @Override
  public void close() {
    source.close();
  }
}

package io.meshstream.vision.jpeg;

/** The scale at which a picture is decoded; what is smaller than whole costs less to decode. */
public enum JpegScale {
  /** As large as it was encoded. */
  FULL(8),
  /** Half the width and height. */
  HALF(4),
  /** A quarter of the width and height. */
  QUARTER(2),
  /** An eighth of the width and height: one pixel for each block. */
  EIGHTH(1);

  private final int blockSize;

  JpegScale(int blockSize) {
    this.blockSize = blockSize;
  }

  /** Returns the side in pixels of what an 8x8 block of the component with most samples becomes. */
  int blockSize() {
    return blockSize;
  }

  /** Returns the side in pixels at full scale of what becomes one pixel. */
  public int reduction() {
    return 8 / blockSize;
  }

  /** Tells what a length at full scale becomes, rounded up. */
  public int of(int length) {
    return (int) (((long) length * blockSize + 7) / 8);
  }
}

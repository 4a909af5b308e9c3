package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Collects the four samples of a picture around each pixel of a tensor, row by row.
 *
 * <p>Places are fixed-point numbers with {@value #FRACTION_BITS} fractional bits. Not thread-safe.
 */
final class TextureTaps {
  static final int FRACTION_BITS = 32;

  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes of a sample in colour; two of them fit into a long. */
  private static final int COLOUR_BYTES = 3;

  /** Samples beside each other that a pixel of the tensor is made of. */
  private static final int TAPS = 2;

  private static final int CORNERS = 4;

  private static final double ONE = 1L << FRACTION_BITS;
  private static final double FARTHEST = 1 << 30;

  private final Picture picture;
  private final TensorGrid grid;
  private final int side;
  private final boolean blackBorder;
  private final SampleFetch fetch;

  // Of each pixel of some rows: the bytes of a sample, the first in the lowest bits.
  private final int[] topLeft;
  private final int[] topRight;
  private final int[] bottomLeft;
  private final int[] bottomRight;

  // The row at hand.
  private final int[] indices;
  private long x;
  private long y;
  private long stepX;
  private long stepY;

  /**
   * Makes room for some rows.
   *
   * @param places pixels of all rows together, and what is needed behind them
   */
  TextureTaps(Picture picture, TensorGrid grid, int side, Border border, int places) {
    this.picture = picture;
    this.grid = grid;
    this.side = side;
    this.blackBorder = border == Border.BLACK;
    this.fetch = fetch();
    this.topLeft = new int[places];
    this.topRight = new int[places];
    this.bottomLeft = new int[places];
    this.bottomRight = new int[places];
    this.indices = new int[side];
  }

  private SampleFetch fetch() {
    long left = Long.MAX_VALUE;
    long right = Long.MIN_VALUE;
    long top = Long.MAX_VALUE;
    long bottom = Long.MIN_VALUE;
    for (int corner = 0; corner < CORNERS; corner++) {
      int u = corner & 1;
      int v = corner >> 1;
      long cornerX = column(grid.pictureX(u, v)) >> FRACTION_BITS;
      long cornerY = line(grid.pictureY(u, v)) >> FRACTION_BITS;
      left = Math.min(left, cornerX);
      right = Math.max(right, cornerX);
      top = Math.min(top, cornerY);
      bottom = Math.max(bottom, cornerY);
    }
    return new SampleFetch(
        picture,
        within(left, picture.columns()),
        within(right + TAPS, picture.columns()),
        within(top, picture.rows()),
        within(bottom + TAPS, picture.rows()),
        side);
  }

  private static int within(long place, int count) {
    return (int) Math.max(0, Math.min(place, count));
  }

  /** Collects the samples of a row of the tensor, from an index of the arrays on. */
  void gather(int row, int start) {
    float tensorY = (row + 0.5f) / side;
    float first = 0.5f / side;
    float last = 1 - first;
    x = column(grid.pictureX(first, tensorY));
    y = line(grid.pictureY(first, tensorY));
    long endX = column(grid.pictureX(last, tensorY));
    long endY = line(grid.pictureY(last, tensorY));
    stepX = (endX - x) / (side - 1);
    stepY = (endY - y) / (side - 1);
    fetch.reach(Math.max(y, endY) >> FRACTION_BITS);
    if (isInside(x, endX, picture.columns()) && isInside(y, endY, picture.rows())) {
      if (hasPairs(Math.max(x, endX), Math.max(y, endY))) {
        gatherPairs(start);
      } else {
        gatherInside(start);
      }
    } else {
      gatherAcrossEdges(start);
    }
  }

  /** Returns whether a sample and its right neighbour can be read at once, up to these places. */
  private boolean hasPairs(long x, long y) {
    long lastTap =
        picture.origin()
            + COLOUR_BYTES * (x >> FRACTION_BITS)
            + ((y >> FRACTION_BITS) + 1) * picture.rowStride();
    return picture.sampleStride() == COLOUR_BYTES
        && picture.rowStride() > 0
        && lastTap + Long.BYTES <= picture.data().length;
  }

  private void gatherPairs(int start) {
    byte[] data = picture.data();
    int rowStride = picture.rowStride();
    int neighbour = COLOUR_BYTES * Byte.SIZE;
    int[] topLeft = this.topLeft;
    int[] topRight = this.topRight;
    int[] bottomLeft = this.bottomLeft;
    int[] bottomRight = this.bottomRight;
    int[] indices = this.indices;
    locate(indices);
    for (int i = 0; i < side; i++) {
      int at = indices[i];
      long above = (long) EIGHT_BYTES.get(data, at);
      long below = (long) EIGHT_BYTES.get(data, at + rowStride);
      topLeft[start + i] = (int) above;
      topRight[start + i] = (int) (above >>> neighbour);
      bottomLeft[start + i] = (int) below;
      bottomRight[start + i] = (int) (below >>> neighbour);
    }
  }

  private void locate(int[] indices) {
    int origin = picture.origin();
    int rowStride = picture.rowStride();
    long x = this.x;
    long y = this.y;
    for (int i = 0; i < side; i++, x += stepX, y += stepY) {
      indices[i] =
          origin
              + COLOUR_BYTES * (int) (x >> FRACTION_BITS)
              + rowStride * (int) (y >> FRACTION_BITS);
    }
  }

  private void gatherInside(int start) {
    long x = this.x;
    long y = this.y;
    for (int i = start; i < start + side; i++, x += stepX, y += stepY) {
      take(
          i,
          (int) (x >> FRACTION_BITS),
          (int) (y >> FRACTION_BITS),
          picture.sampleStride(),
          picture.rowStride());
    }
  }

  private void gatherAcrossEdges(int start) {
    long x = this.x;
    long y = this.y;
    int lastColumn = picture.columns() - 1;
    int lastRow = picture.rows() - 1;
    for (int i = start; i < start + side; i++, x += stepX, y += stepY) {
      if (blackBorder && isBlack(x, y)) {
        topLeft[i] = topRight[i] = bottomLeft[i] = bottomRight[i] = 0;
        continue;
      }
      int tapColumn = (int) (x >> FRACTION_BITS);
      int tapRow = (int) (y >> FRACTION_BITS);
      int toRight = picture.sampleStride();
      int toBelow = picture.rowStride();
      if (tapColumn < 0 || tapColumn >= lastColumn) {
        tapColumn = tapColumn < 0 ? 0 : lastColumn;
        toRight = 0;
      }
      if (tapRow < 0 || tapRow >= lastRow) {
        tapRow = tapRow < 0 ? 0 : lastRow;
        toBelow = 0;
      }
      take(i, tapColumn, tapRow, toRight, toBelow);
    }
  }

  private void take(int i, int tapColumn, int tapRow, int toRight, int toBelow) {
    byte[] data = picture.data();
    int at = picture.origin() + tapColumn * picture.sampleStride() + tapRow * picture.rowStride();
    topLeft[i] = sample(data, at);
    topRight[i] = sample(data, at + toRight);
    bottomLeft[i] = sample(data, at + toBelow);
    bottomRight[i] = sample(data, at + toBelow + toRight);
  }

  /** Returns the bytes of one sample, the first in the lowest bits. */
  private static int sample(byte[] data, int at) {
    int lastStart = data.length - Integer.BYTES;
    if (at > lastStart) {
      return endOfData(data, at);
    }
    return (int) FOUR_BYTES.get(data, at);
  }

  private static int endOfData(byte[] data, int at) {
    int bytes = 0;
    for (int i = data.length - 1; i >= at; i--) {
      bytes = bytes << Byte.SIZE | (data[i] & 0xff);
    }
    return bytes;
  }

  /** Returns the column of the first place of the row at hand. */
  long x() {
    return x;
  }

  /** Returns the row of it. */
  long y() {
    return y;
  }

  /** Returns the columns from a place to the next one. */
  long stepX() {
    return stepX;
  }

  /** Returns the rows from a place to the next one. */
  long stepY() {
    return stepY;
  }

  int[] topLeft() {
    return topLeft;
  }

  int[] topRight() {
    return topRight;
  }

  int[] bottomLeft() {
    return bottomLeft;
  }

  int[] bottomRight() {
    return bottomRight;
  }

  /** Fixed-point column of this view's samples, the centre of the first being 0. */
  private long column(float u) {
    return fixed((double) u * picture.width() - picture.left());
  }

  private long line(float v) {
    return fixed((double) v * picture.height() - picture.top());
  }

  private long fixed(double pixels) {
    double samples = pixels / picture.reduction() - 0.5;
    return (long) (ONE * Math.max(-FARTHEST, Math.min(samples, FARTHEST)));
  }

  /** Returns whether every place between two has a sample on either side, of so many samples. */
  private static boolean isInside(long place, long end, int count) {
    return Math.min(place, end) >= 0 && Math.max(place, end) >> FRACTION_BITS < count - 1;
  }

  private boolean isBlack(long x, long y) {
    return isBeyond(x, picture.left(), picture.width())
        || isBeyond(y, picture.top(), picture.height());
  }

  private boolean isBeyond(long place, int start, int size) {
    long half = 1L << (FRACTION_BITS - 1);
    long pixels = (place + half) * picture.reduction() + ((long) start << FRACTION_BITS);
    return pixels < 0 || pixels > (long) size << FRACTION_BITS;
  }
}

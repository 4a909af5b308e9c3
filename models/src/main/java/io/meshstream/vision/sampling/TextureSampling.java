package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * MediaPipe's GPU convention: a tensor pixel is seen from its centre, and the picture is sampled as
 * an OpenGL texture with linear filtering.
 *
 * <p>A black border shows where the texture coordinate leaves [0, 1], as MediaPipe's shader has it
 * where the driver cannot clamp to a border colour; within, the outermost samples are replicated.
 *
 * <p>Places are fixed-point numbers with 32 fractional bits. Weights have {@value #WEIGHT_BITS}
 * bits, more than the 8 that graphics processors have, and values are float. Each row is done in
 * steps, one simple loop each, so that the compiler can vectorise all but the first: gather the
 * four samples around each place, blend them channel by channel, convert. Not thread-safe.
 */
final class TextureSampling {
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes of a sample in colour; two of them fit into a long. */
  private static final int COLOUR_BYTES = 3;

  /** Longer loops are quicker, until their arrays crowd each other out of the first-level cache. */
  private static final int ROWS_AT_A_TIME = 2;

  private static final int FRACTION_BITS = 32;
  private static final double ONE = 1L << FRACTION_BITS;
  private static final double FARTHEST = 1 << 30;

  /** What 32-bit places may be off in a picture of up to 8192 pixels a side, in pixels. */
  private static final double PLACE_ERROR = 1 / 64.0;

  /** Two weights and a byte have 2 * 11 + 8 bits, which an int can hold. */
  private static final int WEIGHT_BITS = 11;

  private static final int WEIGHT_ONE = 1 << WEIGHT_BITS;

  private final Picture picture;
  private final TensorGrid grid;
  private final int side;
  private final boolean blackBorder;
  private final float scale;
  private final float min;
  private final int rows;

  private final int[] topLeft;
  private final int[] topRight;
  private final int[] bottomLeft;
  private final int[] bottomRight;
  private final int[] weightsRight;
  private final int[] weightsBelow;
  private final int[] upper;
  private final int[] lower;
  private final int[] blended;
  private final float[] values;

  TextureSampling(Picture picture, TensorGrid grid, int side, Border border, ValueRange range) {
    this.picture = picture;
    this.grid = grid;
    this.side = side;
    this.blackBorder = border == Border.BLACK;
    this.scale = range.scale() / (WEIGHT_ONE * WEIGHT_ONE);
    this.min = range.min();
    this.rows = side % ROWS_AT_A_TIME == 0 ? ROWS_AT_A_TIME : 1;
    int places = rows * side;
    this.topLeft = new int[places];
    this.topRight = new int[places];
    this.bottomLeft = new int[places];
    this.bottomRight = new int[places];
    this.weightsRight = new int[places];
    this.weightsBelow = new int[places];
    this.upper = new int[places];
    this.lower = new int[places];
    this.blended = new int[places];
    this.values = new float[places];
  }

  /** Tells where the samples lie in a picture of a size, at full scale. */
  static SampleLattice lattice(TensorGrid grid, int side, int width, int height) {
    float first = 0.5f / side;
    float last = 1 - first;
    return SampleLattice.of(
        (double) grid.pictureX(first, first) * width - 0.5,
        (double) grid.pictureY(first, first) * height - 0.5,
        (double) grid.pictureX(last, first) * width - 0.5,
        (double) grid.pictureY(last, first) * height - 0.5,
        (double) grid.pictureX(first, last) * width - 0.5,
        (double) grid.pictureY(first, last) * height - 0.5,
        side,
        PLACE_ERROR);
  }

  void fill(FloatBuffer target) {
    int plane = side * side;
    for (int row = 0; row < side; row += rows) {
      for (int i = 0; i < rows; i++) {
        gather(row + i, i * side);
      }
      int at = row * side;
      fillChannel(picture.redOffset(), target, at);
      fillChannel(picture.greenOffset(), target, at + plane);
      fillChannel(picture.blueOffset(), target, at + 2 * plane);
    }
  }

  /** Collects a row's samples and weights, from an index of the arrays on. */
  private void gather(int row, int start) {
    float tensorY = (row + 0.5f) / side;
    float first = 0.5f / side;
    float last = 1 - first;
    long x = column(grid.pictureX(first, tensorY));
    long y = line(grid.pictureY(first, tensorY));
    long endX = column(grid.pictureX(last, tensorY));
    long endY = line(grid.pictureY(last, tensorY));
    long stepX = (endX - x) / (side - 1);
    long stepY = (endY - y) / (side - 1);
    if (isInside(x, endX, picture.columns()) && isInside(y, endY, picture.rows())) {
      if (hasPairs(Math.max(x, endX), Math.max(y, endY))) {
        gatherPairs(x, y, stepX, stepY, start);
      } else {
        gatherInside(x, y, stepX, stepY, start);
      }
    } else {
      gatherAcrossEdges(x, y, stepX, stepY, start);
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

  private void gatherPairs(long x, long y, long stepX, long stepY, int start) {
    byte[] data = picture.data();
    int origin = picture.origin();
    int rowStride = picture.rowStride();
    int neighbour = COLOUR_BYTES * Byte.SIZE;
    for (int i = start; i < start + side; i++, x += stepX, y += stepY) {
      int at =
          origin
              + COLOUR_BYTES * (int) (x >> FRACTION_BITS)
              + rowStride * (int) (y >> FRACTION_BITS);
      long above = (long) EIGHT_BYTES.get(data, at);
      long below = (long) EIGHT_BYTES.get(data, at + rowStride);
      weightsRight[i] = weight(x);
      weightsBelow[i] = weight(y);
      topLeft[i] = (int) above;
      topRight[i] = (int) (above >>> neighbour);
      bottomLeft[i] = (int) below;
      bottomRight[i] = (int) (below >>> neighbour);
    }
  }

  private void gatherInside(long x, long y, long stepX, long stepY, int start) {
    for (int i = start; i < start + side; i++, x += stepX, y += stepY) {
      weightsRight[i] = weight(x);
      weightsBelow[i] = weight(y);
      take(
          i,
          (int) (x >> FRACTION_BITS),
          (int) (y >> FRACTION_BITS),
          picture.sampleStride(),
          picture.rowStride());
    }
  }

  private void gatherAcrossEdges(long x, long y, long stepX, long stepY, int start) {
    int lastColumn = picture.columns() - 1;
    int lastRow = picture.rows() - 1;
    for (int i = start; i < start + side; i++, x += stepX, y += stepY) {
      weightsRight[i] = weight(x);
      weightsBelow[i] = weight(y);
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

  private static int weight(long place) {
    return (int) (place >>> (FRACTION_BITS - WEIGHT_BITS)) & (WEIGHT_ONE - 1);
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

  private void fillChannel(int offset, FloatBuffer target, int at) {
    blend(Byte.SIZE * offset);
    int[] sums = blended;
    float[] converted = values;
    float factor = scale;
    float zero = min;
    for (int i = 0; i < converted.length; i++) {
      converted[i] = zero + factor * sums[i];
    }
    target.put(at, converted);
  }

  private void blend(int shift) {
    interpolate(topLeft, topRight, shift, upper);
    interpolate(bottomLeft, bottomRight, shift, lower);
    int[] above = upper;
    int[] below = lower;
    int[] weights = weightsBelow;
    int[] sums = blended;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (above[i] << WEIGHT_BITS) + weights[i] * (below[i] - above[i]);
    }
  }

  private void interpolate(int[] lefts, int[] rights, int shift, int[] sums) {
    int[] weights = weightsRight;
    for (int i = 0; i < sums.length; i++) {
      int left = (lefts[i] >>> shift) & 0xff;
      sums[i] = (left << WEIGHT_BITS) + weights[i] * (((rights[i] >>> shift) & 0xff) - left);
    }
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

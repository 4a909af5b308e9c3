package io.meshstream.vision.jpeg;

import io.meshstream.vision.vector.kernels.BlockKernels;
import java.util.Arrays;

/**
 * The samples of one component that a region needs, whose blocks are transformed {@value #LANES} at
 * a time, those of MCUs beside each other; of these the last two rows are kept.
 *
 * <p>Columns are kept in phases, {@value #PHASE} in each: first the leftmost ones of all MCUs, then
 * all those right of them. So what belongs to MCUs beside each other lies beside each other, and is
 * one vector.
 */
final class LanePlane {
  /** How many MCUs are decoded at once, at most. */
  static final int LANES = BlockKernels.LANES;

  /**
   * How many columns of an MCU are a phase: the bytes of an int, the leftmost in its lowest bits.
   */
  static final int PHASE = BlockKernels.COLUMNS;

  private static final int[] PLACES = places();

  /**
   * Coefficients of as many blocks, and a place for each behind them for what is to be forgotten.
   */
  private static final int BLOCKS_LENGTH = (Block.SIZE + 1) * LANES;

  /** Of a phase, before the first MCU: its left neighbour. */
  private static final int LEAD = 1;

  /** Likewise behind the last one, where whole vectors are written and read. */
  private static final int TRAIL = LANES + 1;

  /**
   * What coefficients of the uppermost row may be, for all ways to transform them to be the same.
   */
  private static final int LARGEST = 1 << 18;

  private static final int ALL_ROWS = 0xff;

  private final InverseDct dct;
  private final int[] work = new int[Block.SIZE * LANES];
  private final int[] single = new int[Block.SIZE];
  private final int[] singleSamples = new int[Block.SIZE];
  private final int[] singleColumns = new int[Block.SIDE];
  private int[] coefficients = new int[0];
  private int[] samples = coefficients;

  // The picture at hand.
  private int across;
  private int down;
  private Span units;
  private Span columns;
  private Span rows;
  private int rowsKept;
  private int phaseLength;
  private int stride;

  // The MCUs at hand.
  private int firstUnit;

  LanePlane(InverseDct dct) {
    this.dct = dct;
    for (int i = 0; i < Block.SIDE; i++) {
      singleColumns[i] = i;
    }
  }

  private static int[] places() {
    int[] places = Block.places().clone();
    for (int i = 0; i < places.length; i++) {
      places[i] *= LANES;
    }
    return places;
  }

  /**
   * Sets the window.
   *
   * @param units columns of MCUs that any component is needed of
   * @param columns of samples of this one that are needed
   * @param rows of samples likewise
   */
  void resize(Component component, Span units, Span columns, Span rows) {
    across = component.across();
    down = component.down();
    this.units = units;
    this.columns = Plane.blocks(Block.SIDE, 1, columns);
    this.rows = Plane.blocks(Block.SIDE, 1, rows);
    rowsKept = 2 * Block.SIDE * down;
    phaseLength = phaseLength(units);
    stride = across * Block.SIDE / PHASE * phaseLength;
    if (coefficients.length < across * down * BLOCKS_LENGTH) {
      coefficients = new int[across * down * BLOCKS_LENGTH];
    } else {
      // A picture that was refused may have left something.
      Arrays.fill(coefficients, 0);
    }
    if (samples.length < rowsKept * stride + LANES) {
      samples = new int[rowsKept * stride + LANES];
    }
  }

  private static int phaseLength(Span units) {
    return LEAD + units.length() + TRAIL;
  }

  /** Returns the bytes that a window of so many MCUs takes. */
  static long bytes(Component component, Span units) {
    long blocks = (long) component.across() * component.down();
    long stride = (long) Block.SIZE / PHASE * 2 * phaseLength(units);
    return blocks * (stride + BLOCKS_LENGTH) * Integer.BYTES;
  }

  /** Tells whether the block at this place is needed. */
  boolean contains(int blockColumn, int blockRow) {
    return blockColumn >= columns.start()
        && blockColumn < columns.end()
        && blockRow >= rows.start()
        && blockRow < rows.end();
  }

  /** Begins with some MCUs, of which blocks are read until {@link #transform}. */
  void begin(int unit) {
    firstUnit = unit;
  }

  /** Returns the coefficients of the blocks at hand, all 0 but for those that have been read. */
  int[] coefficients() {
    return coefficients;
  }

  /** Tells where those of one block begin. */
  int start(int unit, int x, int y) {
    return (y * across + x) * BLOCKS_LENGTH + unit - firstUnit;
  }

  /** Returns for each index in coded order its place, from there on. */
  static int[] placesOfCoefficients() {
    return PLACES;
  }

  /** Makes samples of the blocks at hand. */
  void transform(int unitRow) {
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int from = start(firstUnit, x, y);
        int at =
            row((unitRow * down + y) * Block.SIDE)
                + x * Block.SIDE / PHASE * phaseLength
                + place(firstUnit);
        if (BlockKernels.magnitudes(coefficients, from, Block.SIDE * LANES) < LARGEST) {
          BlockKernels.inverseDct(coefficients, from, work, samples, at, stride, phaseLength);
        } else {
          transformSingly(from, at);
        }
      }
    }
  }

  /** Makes samples of blocks with coefficients that only damaged data has: sums overflow. */
  private void transformSingly(int from, int at) {
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < Block.SIZE; i++) {
        single[i] = coefficients[from + i * LANES + lane];
        coefficients[from + i * LANES + lane] = 0;
      }
      dct.transform(
          single, Block.SIZE, Block.SIDE, ALL_ROWS, singleSamples, 0, Block.SIDE, singleColumns);
      Lanes.toSamples(singleSamples, 0, Block.SIZE, InverseDct.shift(Block.SIDE));
      for (int i = 0; i < Block.SIZE; i += PHASE) {
        int bytes = 0;
        for (int column = PHASE - 1; column >= 0; column--) {
          bytes = (bytes << Byte.SIZE) | singleSamples[i + column];
        }
        samples[at + i / Block.SIDE * stride + i % Block.SIDE / PHASE * phaseLength + lane] = bytes;
      }
    }
  }

  /**
   * Gives the outermost samples of rows of the picture their neighbours, which are themselves.
   *
   * @param unitRow the row of MCUs
   * @param available columns of samples that the whole picture has
   */
  void finish(int unitRow, int available) {
    int width = across * Block.SIDE;
    for (int y = 0; y < down * Block.SIDE; y++) {
      int row = row(unitRow * down * Block.SIDE + y);
      if (units.start() == 0) {
        put(row, -1, get(row, 0));
      }
      if (available / width <= units.end()) {
        put(row, available, get(row, available - 1));
      }
    }
  }

  private int get(int row, int column) {
    return (samples[row + sample(column)] >>> shift(column)) & 0xff;
  }

  private void put(int row, int column, int sample) {
    int at = row + sample(column);
    samples[at] = (samples[at] & ~(0xff << shift(column))) | (sample << shift(column));
  }

  private int sample(int column) {
    int width = across * Block.SIDE;
    return Math.floorMod(column, width) / PHASE * phaseLength + place(Math.floorDiv(column, width));
  }

  private static int shift(int column) {
    return Math.floorMod(column, PHASE) * Byte.SIZE;
  }

  /** Tells where in {@link #samples()} a row starts, with the first phase of it. */
  int row(int y) {
    return y % rowsKept * stride;
  }

  /** Tells where in a phase an MCU is. */
  int place(int unit) {
    return LEAD + unit - units.start();
  }

  /** Returns the distance in {@link #samples()} between two phases of a row. */
  int phaseLength() {
    return phaseLength;
  }

  int[] samples() {
    return samples;
  }
}

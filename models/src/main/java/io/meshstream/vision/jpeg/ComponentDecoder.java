package io.meshstream.vision.jpeg;

/** Decodes the blocks of one component, in the order in which they are coded, into its plane. */
final class ComponentDecoder {
  private final Plane plane;
  private final BlockReader reader;
  private final Block block;
  private final InverseDct dct;
  private final int[] quantisation = Block.extended(new int[Block.SIZE]);

  // The picture at hand.
  private LanePlane lanes;
  private WantedBlocks wanted;
  private int across;
  private int down;
  private ValueTable dc;
  private ValueTable ac;
  private SkipTable skips;

  /** The mean value of the block before, which that of the next one is coded relative to. */
  private int mean;

  ComponentDecoder(Plane plane, BlockReader reader, Block block, InverseDct dct) {
    this.plane = plane;
    this.reader = reader;
    this.block = block;
    this.dct = dct;
  }

  /**
   * Prepares for a picture.
   *
   * @param wanted tells which blocks of those that the plane has room for are wanted
   * @param lanes takes the blocks instead of the plane; null if it does not
   */
  void open(
      Component component,
      ValueTable dc,
      ValueTable ac,
      SkipTable skips,
      WantedBlocks wanted,
      LanePlane lanes) {
    this.lanes = lanes;
    this.wanted = wanted;
    this.across = component.across();
    this.down = component.down();
    this.dc = dc;
    this.ac = ac;
    this.skips = skips;
    Block.extend(component.quantisation(), quantisation);
    restart();
  }

  /** Prepares for a new segment. */
  void restart() {
    mean = 0;
  }

  /** Passes over the component's blocks of an MCU. */
  void skipUnit() {
    for (int i = across * down; i > 0; i--) {
      skip();
    }
  }

  /** Decodes the component's blocks of an MCU as far as its plane wants them. */
  void decodeUnit(int unitColumn, int unitRow) {
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int blockColumn = unitColumn * across + x;
        int blockRow = unitRow * down + y;
        int rows = wantedRows(blockColumn, blockRow);
        if (rows == 0) {
          skip();
        } else if (lanes == null) {
          decode(blockColumn, blockRow, rows);
        } else {
          read(lanes.start(unitColumn, x, y));
        }
      }
    }
  }

  /** Makes the component's blocks of an MCU that is lost grey. */
  void loseUnit(int unitColumn, int unitRow) {
    if (lanes != null) {
      // Blocks that are not read are.
      return;
    }
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int blockColumn = unitColumn * across + x;
        int blockRow = unitRow * down + y;
        int rows = wantedRows(blockColumn, blockRow);
        if (rows != 0) {
          block.coefficients[0] = 0;
          plane.put(dct, block.coefficients, 1, blockColumn, blockRow, rows);
        }
      }
    }
  }

  /** Finishes the samples of a row of MCUs. */
  void finishRow(int unitRow) {
    plane.finish(unitRow * down, (unitRow + 1) * down);
  }

  private void skip() {
    reader.prepare();
    mean += reader.skip(dc, ac, skips);
  }

  private int wantedRows(int blockColumn, int blockRow) {
    boolean contained =
        lanes == null
            ? plane.contains(blockColumn, blockRow)
            : lanes.contains(blockColumn, blockRow);
    return contained ? wanted.rows(blockColumn, blockRow) : 0;
  }

  /** Reads a block for the lanes. */
  private void read(int start) {
    int[] coefficients = lanes.coefficients();
    reader.prepare();
    reader.read(dc, ac, quantisation, coefficients, start, LanePlane.placesOfCoefficients());
    mean += coefficients[start];
    coefficients[start] = (short) mean * quantisation[0];
  }

  private void decode(int blockColumn, int blockRow, int rows) {
    int[] coefficients = block.coefficients;
    int used = 1;
    if (plane.blockSize() == 1) {
      skip();
    } else {
      reader.prepare();
      used = reader.read(dc, ac, quantisation, coefficients, 0, Block.places());
      mean += coefficients[0];
    }
    // 16 bits, as libjpeg keeps it; only damaged data has more.
    coefficients[0] = (short) mean * quantisation[0];
    plane.put(dct, coefficients, used, blockColumn, blockRow, rows);
    if (used > 1) {
      block.clear();
    }
  }
}

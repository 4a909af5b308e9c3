package io.meshstream.vision.jpeg;

import io.meshstream.vision.jpeg.JpegException.Reason;
import io.meshstream.vision.vector.VectorSupport;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Decodes a region of a JPEG, whole or at a smaller scale, and reads no more of the data than it
 * has to: nothing behind the last pixel that is wanted, no restart interval without one, and of the
 * others nothing behind the last one in them.
 *
 * <p>At {@link JpegScale#FULL} every pixel is what libjpeg-turbo makes of it when it decodes the
 * whole picture with its defaults, the accurate inverse DCT and smooth upsampling; that is what
 * Java's {@code ImageIO} returns where the JDK is linked with it, as Debian's is. At the other
 * scales it is what libjpeg-turbo makes of it at that scale. JDKs with the older libjpeg 6b inside
 * repeat the colour samples of 4:4:0 pictures instead of smoothing them, and are otherwise the
 * same.
 *
 * <p>Damage among the pixels shows in them as libjpeg-turbo shows it, and is no error: where data
 * is missing they are grey, and after a restart marker all is well again. Only a picture that ends
 * early is refused, that is one whose end is not marked and that lacks pixels, whichever region of
 * it is asked for.
 *
 * <p>Pixels are 3 bytes of red, green, blue, or 1 byte of luminance if the picture is grey, packed
 * row after row. The EXIF orientation is not applied.
 *
 * <p>A decoder keeps its buffers, of {@link #rowBytes} and {@link #maskBytes}: after it has seen
 * the largest region, a call allocates nothing that grows with the number of pixels. Not
 * thread-safe: use one for each thread.
 */
public final class JpegDecoder {
  private static final int MOST_COMPONENTS = 3;

  /** Of {@link WantedBlocks} and {@link TapWriter}, for each column of a region. */
  private static final long MASKED_COLUMN_BYTES = 5;

  /** Of the same, for a picture of any size. */
  private static final long MASKED_BYTES = 1 << 14;

  private final BlockReader reader = new BlockReader();
  private final Block block = new Block();
  private final TableCache<ValueTable> dcTables = new TableCache<>(ValueTable::dc);
  private final TableCache<ValueTable> acTables = new TableCache<>(ValueTable::ac);
  private final TableCache<SkipTable> skipTables = new TableCache<>(SkipTable::new);
  private final Plane[] planes = new Plane[MOST_COMPONENTS];
  private final ComponentDecoder[] components = new ComponentDecoder[MOST_COMPONENTS];
  private final WantedBlocks wanted = new WantedBlocks();
  private final WantedBlocks wantedUnits = new WantedBlocks();
  private final InverseDct dct = new InverseDct();
  private final RowWriter rowWriter;
  private final WantedRows writer;
  private final BooleanSupplier vectors;

  /** What decodes usual pictures where vectors can be computed with; made when it is used first. */
  private LaneDecoding lanes;

  // The picture at hand.
  private boolean inLanes;
  private int componentCount;
  private McuGrid mcus;
  private int mcuHeight;
  private int restartInterval;
  private int segment;
  private JpegRegion region;
  private boolean smoothDown;
  private int nextRow;
  private byte[] out;

  /** Makes a decoder that can be used for any number of pictures, one after another. */
  public JpegDecoder() {
    this(VectorSupport::isReady);
  }

  /**
   * Makes a decoder.
   *
   * @param vectors tells whether to compute with vectors, asked for each picture
   */
  JpegDecoder(BooleanSupplier vectors) {
    this.vectors = vectors;
    for (int i = 0; i < MOST_COMPONENTS; i++) {
      planes[i] = new Plane();
      components[i] = new ComponentDecoder(planes[i], reader, block, dct);
    }
    rowWriter = new RowWriter(planes);
    writer = new WantedRows(planes);
  }

  /**
   * Tells what {@link #decode} takes beside the region's pixels: an upper bound for the bytes of
   * the rows that it keeps, and has kept from then on. Some hundred bytes for each column of the
   * region; no region at any scale takes more than the whole picture at {@link JpegScale#FULL}.
   *
   * @param header of a picture without a {@link JpegHeader#limitation()}
   */
  public static long rowBytes(JpegHeader header, JpegScale scale, JpegRegion region) {
    ScaledFrame frame = new ScaledFrame(header, scale);
    long bytes = frame.rowBytes(region);
    return LaneDecoding.suits(header, scale)
        ? Math.max(bytes, LaneDecoding.bytes(header, frame, region))
        : bytes;
  }

  /**
   * Tells what decoding some pixels of a region at {@link JpegScale#FULL} takes beside that: an
   * upper bound for the bytes of a {@link PixelMask}, and of what is kept of the pixels of a row.
   */
  public static long maskBytes(JpegRegion region) {
    return PixelMask.bytes(region) + MASKED_COLUMN_BYTES * region.width() + MASKED_BYTES;
  }

  /**
   * Tells whether single pixels of a picture at {@link JpegScale#FULL} would be written in runs
   * with those between them, because whole rows are quick: then there is no use in leaving out
   * some.
   */
  public static boolean writesRuns(JpegHeader header) {
    return VectorSupport.isReady() && LaneDecoding.suits(header, JpegScale.FULL);
  }

  /**
   * Decodes a region.
   *
   * @param scale to decode at; the region is in pixels of this scale
   * @param out receives the region's pixels from its start on, {@link JpegHeader#pixelBytes()} each
   * @throws JpegException if the picture ends early, or if it has a {@link JpegHeader#limitation()}
   * @throws IllegalArgumentException if the region is not inside the picture or larger than {@code
   *     out}
   */
  public void decode(JpegHeader header, JpegScale scale, JpegRegion region, byte[] out)
      throws JpegException {
    decode(header, scale, region, null, out);
  }

  /**
   * Decodes some pixels of a region at {@link JpegScale#FULL}: only the blocks that they are made
   * of.
   *
   * @param wanted the pixels, and the region
   * @param out receives these pixels where they belong in the region; others are undefined
   * @throws JpegException as {@link #decode(JpegHeader, JpegScale, JpegRegion, byte[])} does
   * @throws IllegalArgumentException likewise
   */
  public void decode(JpegHeader header, PixelMask wanted, byte[] out) throws JpegException {
    decode(header, JpegScale.FULL, wanted.region(), wanted, out);
  }

  private void decode(
      JpegHeader header, JpegScale scale, JpegRegion region, PixelMask mask, byte[] out)
      throws JpegException {
    Objects.requireNonNull(out, "out");
    if (header.limitation().isPresent()) {
      throw new JpegException(
          Reason.UNSUPPORTED,
          "JPEG: "
              + header.limitation().get().text()
              + " (expected: what this decoder supports); use another decoder");
    }
    checkRegion(header, scale, region, out.length);
    if (!header.hasEnd() && !hasLastUnit(header)) {
      throw JpegException.truncated("the pixels");
    }
    decodeRegion(header, scale, region, mask, out);
  }

  private boolean hasLastUnit(JpegHeader header) {
    JpegScale scale = JpegScale.EIGHTH;
    int right = scale.of(header.width()) - 1;
    int bottom = scale.of(header.height()) - 1;
    JpegRegion last = new JpegRegion(right, bottom, 1, 1);
    decodeRegion(header, scale, last, null, new byte[header.pixelBytes()]);
    return !reader.isExhausted();
  }

  private void decodeRegion(
      JpegHeader header, JpegScale scale, JpegRegion region, PixelMask mask, byte[] out) {
    this.region = region;
    this.out = out;
    try {
      prepare(header, scale, mask);
      reader.open(header.data(), header.scanStart(), header.end());
      decodeMcus();
    } finally {
      this.out = null;
      reader.close();
    }
  }

  private static void checkRegion(
      JpegHeader header, JpegScale scale, JpegRegion region, int available) {
    int width = scale.of(header.width());
    int height = scale.of(header.height());
    if (region.right() > width || region.bottom() > height) {
      throw new IllegalArgumentException(
          "region: " + region + " (expected: inside " + width + "x" + height + ")");
    }
    long needed = (long) region.width() * region.height() * header.pixelBytes();
    if (needed > available) {
      throw new IllegalArgumentException(
          "buffer: "
              + available
              + " bytes (expected: at least "
              + needed
              + " for the region "
              + region
              + ")");
    }
  }

  private void prepare(JpegHeader header, JpegScale scale, PixelMask mask) {
    // A picture that was refused may have left something.
    block.clear();
    List<Component> all = header.components();
    componentCount = all.size();
    ScaledFrame frame = new ScaledFrame(header, scale);
    prepareWriter(header, scale, frame, mask);
    for (int i = 0; i < componentCount; i++) {
      Component component = all.get(i);
      components[i].open(
          component,
          dcTables.get(component.dc()),
          acTables.get(component.ac()),
          skipTables.get(component.ac()),
          i == 0 ? wanted : wantedUnits,
          inLanes ? lanes.plane(i) : null);
    }
    mcus = frame.mcus(region);
    wantedUnits.open(mcus);
    if (mask == null) {
      wanted.open(mcus);
    } else {
      wanted.open(mcus, mask, frame.mcuWidth(), frame.mcuHeight());
    }
    mcuHeight = frame.mcuHeight();
    restartInterval = header.restartInterval();
    segment = 0;
    nextRow = region.y();
    smoothDown = frame.upsampling(componentCount - 1).smoothDown();
  }

  private void prepareWriter(
      JpegHeader header, JpegScale scale, ScaledFrame frame, PixelMask mask) {
    inLanes = vectors.getAsBoolean() && LaneDecoding.suits(header, scale);
    if (inLanes) {
      if (lanes == null) {
        lanes = new LaneDecoding(dct);
      }
      writer.resize(region, mask, lanes.resize(header, frame, region));
      return;
    }
    for (int i = 0; i < componentCount; i++) {
      frame.prepare(planes[i], i, region);
    }
    int last = componentCount - 1;
    Upsampling chroma = frame.upsampling(last);
    JpegColour colour = header.colour().orElseThrow();
    rowWriter.resize(region, colour, chroma, frame.columns(last), frame.rows(last));
    writer.resize(region, mask, rowWriter);
    if (mask != null) {
      writer.allowSingle(colour, chroma, frame.columns(last), frame.rows(last));
    }
  }

  private void decodeMcus() {
    int end = mcus.end();
    int mcu = 0;
    int next = wanted.nextWanted(0);
    while (next < end) {
      passTo(mcu, next);
      int row = next / mcus.perRow();
      int column = next % mcus.perRow();
      mcu = next + wanted.nextUnwanted(column) - column;
      if (restartInterval > 0) {
        mcu = Math.min(mcu, (segment + 1) * restartInterval);
      }
      decodeMcus(row, column, column + mcu - next);
      next = wanted.nextWanted(mcu);
      if (next / mcus.perRow() > row) {
        writeRows(row);
      }
    }
  }

  /** Passes over what comes before an MCU: restart intervals at once, and the rest of its own. */
  private void passTo(int from, int target) {
    int mcu = from;
    while (restartInterval > 0 && target / restartInterval > segment) {
      int end = (segment + 1) * restartInterval;
      int passed = reader.nextSegment(segment, target / restartInterval - segment, mcu == end);
      if (passed == 0) {
        skipMcus(end - mcu);
        mcu = end;
        continue;
      }
      segment += passed;
      mcu = segment * restartInterval;
      for (int i = 0; i < componentCount; i++) {
        components[i].restart();
      }
    }
    skipMcus(target - mcu);
  }

  private void skipMcus(int count) {
    for (int mcu = 0; mcu < count && !reader.isExhausted(); mcu++) {
      for (int i = 0; i < componentCount; i++) {
        components[i].skipUnit();
      }
    }
  }

  private void decodeMcus(int row, int start, int end) {
    if (!inLanes) {
      decodeSome(row, start, end);
      return;
    }
    for (int first = start; first < end; first += LanePlane.LANES) {
      lanes.begin(first);
      decodeSome(row, first, Math.min(first + LanePlane.LANES, end));
      lanes.end(row);
    }
  }

  private void decodeSome(int row, int start, int end) {
    for (int column = start; column < end; column++) {
      boolean lost = reader.isExhausted();
      for (int i = 0; i < componentCount; i++) {
        if (lost) {
          components[i].loseUnit(column, row);
        } else {
          components[i].decodeUnit(column, row);
        }
      }
    }
  }

  /** Writes the rows of pixels that can be computed once this row of MCUs is there. */
  private void writeRows(int row) {
    // What the first component's blocks have become is made samples of as pixels are written.
    if (inLanes) {
      lanes.finishRow(row);
    } else {
      for (int i = 1; i < componentCount; i++) {
        components[i].finishRow(row);
      }
    }
    boolean last = row == mcus.rows().end() - 1;
    int below = (row + 1) * mcuHeight - (smoothDown ? 1 : 0);
    int end = last ? (int) region.bottom() : Math.min((int) region.bottom(), below);
    for (; nextRow < end; nextRow++) {
      writer.write(nextRow, out);
    }
  }
}

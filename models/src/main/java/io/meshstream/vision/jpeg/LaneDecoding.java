package io.meshstream.vision.jpeg;

/**
 * Keeps and writes the samples of pictures whose components are related in the usual ways: of those
 * of MCUs beside each other at once.
 */
final class LaneDecoding {
  private static final int COMPONENTS = 3;

  private final LanePlane[] planes = new LanePlane[COMPONENTS];
  private final LaneRowWriter writer;

  // The picture at hand.
  private int chromaColumns;
  private boolean smooth;

  LaneDecoding(InverseDct dct) {
    for (int i = 0; i < COMPONENTS; i++) {
      planes[i] = new LanePlane(dct);
    }
    writer = new LaneRowWriter(planes);
  }

  /** Tells whether this is a way in which components are usually related. */
  static boolean suits(JpegHeader header, JpegScale scale) {
    if (scale != JpegScale.FULL || header.colour().orElse(null) != JpegColour.YCBCR) {
      return false;
    }
    Component first = header.components().get(0);
    boolean single =
        header.components().stream().skip(1).allMatch(each -> each.across() * each.down() == 1);
    boolean usual = first.across() <= 2 && first.down() <= first.across();
    Upsampling chroma = new ScaledFrame(header, scale).upsampling(1);
    return single && usual && chroma.smoothAcross() == (first.across() == 2);
  }

  /** Prepares for a picture. */
  RunWriter resize(JpegHeader header, ScaledFrame frame, JpegRegion region) {
    Span units = units(frame, region);
    for (int i = 0; i < COMPONENTS; i++) {
      planes[i].resize(
          header.components().get(i), units, frame.columns(i, region), frame.rows(i, region));
    }
    Upsampling chroma = frame.upsampling(1);
    chromaColumns = frame.columns(1);
    smooth = chroma.smoothAcross();
    writer.resize(region, chroma, frame.rows(1), units);
    return writer;
  }

  /** Returns the columns of MCUs that a region needs, which are those of blocks of colour. */
  private static Span units(ScaledFrame frame, JpegRegion region) {
    return Plane.blocks(Block.SIDE, 1, frame.columns(1, region));
  }

  /** Returns an upper bound for the bytes that are kept while a region is decoded. */
  static long bytes(JpegHeader header, ScaledFrame frame, JpegRegion region) {
    Span units = units(frame, region);
    long bytes = LaneRowWriter.bytes(frame.upsampling(1), units);
    for (Component component : header.components()) {
      bytes += LanePlane.bytes(component, units);
    }
    return bytes;
  }

  /** Returns what takes the blocks of a component. */
  LanePlane plane(int component) {
    return planes[component];
  }

  /** Begins with some MCUs. */
  void begin(int unit) {
    for (LanePlane plane : planes) {
      plane.begin(unit);
    }
  }

  /** Makes samples of those MCUs, which are in this row. */
  void end(int unitRow) {
    for (LanePlane plane : planes) {
      plane.transform(unitRow);
    }
  }

  /** Finishes the samples of a row of MCUs. */
  void finishRow(int unitRow) {
    if (smooth) {
      planes[1].finish(unitRow, chromaColumns);
      planes[2].finish(unitRow, chromaColumns);
    }
  }
}

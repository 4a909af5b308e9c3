package io.meshstream.vision.jpeg;

import java.util.List;

/**
 * The geometry of a picture at a scale: how large each component is, and which of its samples a
 * region needs.
 */
final class ScaledFrame {
  private final int width;
  private final int height;
  private final JpegScale scale;
  private final List<Component> components;

  ScaledFrame(JpegHeader header, JpegScale scale) {
    this.width = header.width();
    this.height = header.height();
    this.scale = scale;
    this.components = header.components();
  }

  /** Sets a component's plane to what it has to hold for a region. */
  void prepare(Plane plane, int index, JpegRegion region) {
    Component component = components.get(index);
    plane.resize(
        blockSize(component),
        phases(index),
        columns(index, region),
        rows(index, region),
        rowsKept(component));
  }

  private int phases(int index) {
    return index == 0 ? upsampling(components.size() - 1).across() : 1;
  }

  /** Returns the columns of samples of a component that a region needs. */
  Span columns(int index, JpegRegion region) {
    Span columns = new Span(region.x(), (int) region.right());
    return upsampling(index).columns(columns, columns(index));
  }

  /** Returns the rows of samples of a component that a region needs. */
  Span rows(int index, JpegRegion region) {
    Span rows = new Span(region.y(), (int) region.bottom());
    return upsampling(index).rows(rows, rows(index));
  }

  /** Returns an upper bound for the bytes of the rows that are kept while a region is decoded. */
  long rowBytes(JpegRegion region) {
    long bytes = 0;
    for (int i = 0; i < components.size(); i++) {
      bytes += Plane.bytes(columns(i, region), rowsKept(components.get(i)));
    }
    Upsampling chroma = upsampling(components.size() - 1);
    bytes += RowWriter.bytes(region, chroma);
    return components.size() == 1 ? bytes : bytes + 2 * Upsampler.bytes(region, chroma);
  }

  private int rowsKept(Component component) {
    return 2 * component.down() * blockSize(component);
  }

  /** Tells how the samples of a component become as many as there are pixels. */
  Upsampling upsampling(int index) {
    Component component = components.get(index);
    int size = blockSize(component);
    return Upsampling.of(
        most().across() * scale.blockSize() / (component.across() * size),
        most().down() * scale.blockSize() / (component.down() * size),
        scale,
        columns(index));
  }

  /** Returns the number of columns of samples of a component. */
  int columns(int index) {
    Component component = components.get(index);
    return samples(width, component.across() * blockSize(component), most().across());
  }

  /** Returns the number of rows of samples of a component. */
  int rows(int index) {
    Component component = components.get(index);
    return samples(height, component.down() * blockSize(component), most().down());
  }

  /** Returns the MCUs that a region needs blocks of. */
  McuGrid mcus(JpegRegion region) {
    int perRow = mcusPerRow();
    int left = perRow;
    int right = 0;
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    for (int i = 0; i < components.size(); i++) {
      Component component = components.get(i);
      Span columns = Plane.blocks(blockSize(component), phases(i), columns(i, region));
      Span rows = Plane.blocks(blockSize(component), 1, rows(i, region));
      left = Math.min(left, columns.start() / component.across());
      right = Math.max(right, ceil(columns.end(), component.across()));
      top = Math.min(top, rows.start() / component.down());
      bottom = Math.max(bottom, ceil(rows.end(), component.down()));
    }
    return new McuGrid(perRow, new Span(left, Math.min(right, perRow)), new Span(top, bottom));
  }

  /** Returns the number of MCUs in a row. */
  int mcusPerRow() {
    return ceil(width, most().across() * Block.SIDE);
  }

  /** Returns the number of rows of MCUs. */
  int mcuRows() {
    return ceil(height, most().down() * Block.SIDE);
  }

  /** Returns the number of columns of pixels of an MCU. */
  int mcuWidth() {
    return most().across() * scale.blockSize();
  }

  /** Returns the number of rows of pixels of an MCU. */
  int mcuHeight() {
    return most().down() * scale.blockSize();
  }

  /** Returns the component with most samples. */
  private Component most() {
    return components.get(0);
  }

  /**
   * Side of what a component's blocks become. As libjpeg does, a component with fewer samples is
   * reduced less, if that makes it as large as the others.
   */
  private int blockSize(Component component) {
    int size = scale.blockSize();
    int across = most().across() * scale.blockSize();
    int down = most().down() * scale.blockSize();
    while (size < Block.SIDE
        && across % (component.across() * size * 2) == 0
        && down % (component.down() * size * 2) == 0) {
      size *= 2;
    }
    return size;
  }

  private static int samples(int pixels, int factor, int mostFactor) {
    long divisor = (long) mostFactor * Block.SIDE;
    return (int) (((long) pixels * factor + divisor - 1) / divisor);
  }

  private static int ceil(int value, int divisor) {
    return (value + divisor - 1) / divisor;
  }
}

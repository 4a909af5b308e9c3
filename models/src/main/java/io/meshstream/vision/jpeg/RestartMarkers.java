package io.meshstream.vision.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts a restart marker behind each row of minimum coded units (MCUs) of JPEGs that have none, so
 * that whoever looks at a part of such a picture need not read what is above it, nor what is right
 * of it.
 *
 * <p>No pixel changes, because no coefficient does: all bits are copied but those of the first mean
 * values of a row, which restart markers make relative to nothing. It takes a pass over all that is
 * coded, and makes a picture larger by some five bytes a row.
 *
 * <p>Keeps its buffers and tables for the next picture. Not thread-safe.
 */
public final class RestartMarkers {
  private final BlockReader reader = new BlockReader();
  private final EntropyWriter out = new EntropyWriter();
  private final TableCache<ValueTable> dcTables = new TableCache<>(ValueTable::dc);
  private final TableCache<ValueTable> acTables = new TableCache<>(ValueTable::ac);
  private final TableCache<SkipTable> skipTables = new TableCache<>(SkipTable::new);
  private final TableCache<DifferenceCode> differenceCodes = new TableCache<>(DifferenceCode::new);

  // The picture at hand.
  private final List<CodedComponent> components = new ArrayList<>();

  /** The index in the reader's window of the first bit that has not been copied. */
  private int uncopied;

  /** One component, and the mean value of its block before. */
  private static final class CodedComponent {
    final int blocks;
    final ValueTable dc;
    final ValueTable ac;
    final SkipTable skips;
    final DifferenceCode differences;
    int mean;

    CodedComponent(
        int blocks, ValueTable dc, ValueTable ac, SkipTable skips, DifferenceCode differences) {
      this.blocks = blocks;
      this.dc = dc;
      this.ac = ac;
      this.skips = skips;
      this.differences = differences;
    }
  }

  /**
   * Puts markers into a picture.
   *
   * @return the same picture with a marker behind each row of MCUs but the last; empty if it has
   *     restart markers already, only one row, or a {@link JpegHeader#limitation()}, if it is
   *     damaged, or if its Huffman code is made to measure and lacks what would be needed
   */
  public Optional<byte[]> behindRows(JpegHeader header) {
    Objects.requireNonNull(header, "header");
    if (header.limitation().isPresent() || header.restartInterval() > 0) {
      return Optional.empty();
    }
    ScaledFrame frame = new ScaledFrame(header, JpegScale.FULL);
    if (frame.mcuRows() < 2) {
      return Optional.empty();
    }
    try {
      prepare(header, frame.mcusPerRow());
      boolean copied = copyRows(frame.mcusPerRow(), frame.mcuRows());
      return copied ? Optional.of(ended(header)) : Optional.empty();
    } finally {
      components.clear();
      reader.close();
    }
  }

  private void prepare(JpegHeader header, int mcusPerRow) {
    for (Component each : header.components()) {
      components.add(
          new CodedComponent(
              each.across() * each.down(),
              dcTables.get(each.dc()),
              acTables.get(each.ac()),
              skipTables.get(each.ac()),
              differenceCodes.get(each.dc())));
    }
    out.open();
    out.bytes(header.data(), header.start(), header.scanSegment());
    out.marker(Markers.RESTART_INTERVAL);
    out.u16(4);
    out.u16(mcusPerRow);
    out.bytes(header.data(), header.scanSegment(), header.scanStart());
    reader.open(header.data(), header.scanStart(), header.end());
    uncopied = reader.bit();
  }

  private byte[] ended(JpegHeader header) {
    out.pad();
    out.bytes(header.data(), reader.segmentEnd(), header.end());
    return out.written();
  }

  /** Copies all rows with markers between them; tells whether that could be done. */
  private boolean copyRows(int mcusPerRow, int rows) {
    passMcus(mcusPerRow);
    for (int row = 1; row < rows && !reader.isExhausted(); row++) {
      copy();
      out.pad();
      out.marker(Markers.RESTART + (row - 1 & 7));
      if (!copyFirst()) {
        return false;
      }
      passMcus(mcusPerRow - 1);
    }
    copy();
    return !reader.isExhausted() && reader.isAtEndOfImage();
  }

  /** Copies the first MCU of a row; tells whether that could be done. */
  private boolean copyFirst() {
    for (CodedComponent each : components) {
      slide();
      copy();
      uncopied = reader.bit() + reader.differenceBits(each.dc);
      each.mean += reader.skip(each.dc, each.ac, each.skips);
      if (!each.differences.write(each.mean, out)) {
        return false;
      }
      pass(each, each.blocks - 1);
    }
    return true;
  }

  private void passMcus(int count) {
    for (int i = 0; i < count; i++) {
      for (CodedComponent each : components) {
        pass(each, each.blocks);
      }
    }
  }

  private void pass(CodedComponent component, int blocks) {
    for (int i = 0; i < blocks; i++) {
      slide();
      component.mean += reader.skip(component.dc, component.ac, component.skips);
    }
  }

  /** Sees to it that a block can be read, and that nothing is lost with what goes. */
  private void slide() {
    if (!reader.isPrepared()) {
      copy();
      reader.prepare();
      uncopied = reader.bit();
    }
  }

  private void copy() {
    // What was read of nothing goes nowhere, or little data would become much.
    if (!reader.isExhausted()) {
      out.bits(reader.window(), uncopied, reader.bit());
    }
    uncopied = reader.bit();
  }
}

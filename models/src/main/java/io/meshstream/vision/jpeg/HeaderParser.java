package io.meshstream.vision.jpeg;

import io.meshstream.vision.jpeg.JpegException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads the marker segments of a JPEG up to its pixels. Where the standard leaves a choice, and
 * where a file breaks it, the decision is libjpeg-turbo's, for that is what MediaPipe, OpenCV and
 * browsers read with. The one exception: a start of image may come twice, as some webcams send it.
 */
final class HeaderParser {
  private static final int TABLE_SLOTS = 4;
  private static final int MOST_BLOCKS = 10;
  private static final int BLOCK = 64;

  private final long maxPixels;
  private final SegmentReader in;
  private final int[][] quantisations = new int[TABLE_SLOTS][];
  private final HuffmanCode[] dcCodes = new HuffmanCode[TABLE_SLOTS];
  private final HuffmanCode[] acCodes = new HuffmanCode[TABLE_SLOTS];

  private boolean frameSeen;
  private boolean jfif;
  private boolean exif;
  private int adobeTransform = -1;
  private int[] ids;
  private int[] across;
  private int[] down;
  private int[] quantisers;

  // What is found, for the header to take.
  final byte[] data;
  final int start;
  final int end;
  int scanSegment;
  int scanStart;
  int width;
  int height;
  int componentCount;
  JpegSampling sampling;
  JpegColour colour;
  boolean hasEnd;
  int restartInterval;
  int orientation = ExifOrientation.UPRIGHT;
  JpegLimitation limitation;
  final List<Component> components = new ArrayList<>(3);

  HeaderParser(byte[] data, int offset, int length, long maxPixels) {
    Objects.checkFromIndexSize(offset, length, data.length);
    this.data = data;
    this.start = offset;
    this.end = offset + length;
    this.maxPixels = maxPixels;
    this.in = new SegmentReader(data, offset, length);
  }

  JpegHeader parse() throws JpegException {
    if (in.u8() != 0xff || in.u8() != Markers.START_OF_IMAGE) {
      throw JpegException.corrupt("data: does not start with ffd8", "a JPEG");
    }
    int marker = in.nextMarker();
    while (marker == Markers.START_OF_IMAGE) {
      marker = in.nextMarker();
    }
    while (marker != Markers.START_OF_SCAN) {
      if (!Markers.standsAlone(marker)) {
        in.open();
        segment(marker);
        in.close();
      } else if (marker == Markers.END_OF_IMAGE || marker == Markers.START_OF_IMAGE) {
        throw JpegException.corrupt("data: ff" + Integer.toHexString(marker), "a scan before");
      }
      marker = in.nextMarker();
    }
    scanSegment = in.position() - 2;
    in.open();
    startOfScan();
    return new JpegHeader(this);
  }

  private void segment(int marker) throws JpegException {
    if (Markers.isStartOfFrame(marker)) {
      startOfFrame(marker);
      return;
    }
    if (Markers.isOfAnotherProcess(marker)) {
      limit(JpegLimitation.OTHER_PROCESS);
    } else if (Markers.isReserved(marker)) {
      throw JpegException.corrupt(
          "data: marker ff" + Integer.toHexString(marker), "one that has a meaning");
    }
    switch (marker) {
      case Markers.HUFFMAN_TABLES -> huffmanTables();
      case Markers.QUANTISATION_TABLES -> quantisationTables();
      case Markers.RESTART_INTERVAL -> restartInterval = in.u16();
      case Markers.APP0 -> jfif |= in.remaining() >= 14 && in.startsWith("JFIF");
      case Markers.APP1 -> exif();
      case Markers.APP14 -> adobe();
      default -> {}
    }
  }

  private void huffmanTables() throws JpegException {
    while (in.remaining() > 0) {
      int slot = in.u8();
      HuffmanCode[] codes = (slot & 0x10) == 0 ? dcCodes : acCodes;
      checkSlot(slot & ~0x10);
      byte[] counts = in.bytes(HuffmanCode.LENGTHS);
      int symbols = 0;
      for (byte count : counts) {
        symbols += count & 0xff;
      }
      if (symbols > 256) {
        throw JpegException.corrupt("Huffman table: " + symbols + " symbols", "at most 256");
      }
      byte[] definition = new byte[HuffmanCode.LENGTHS + symbols];
      System.arraycopy(counts, 0, definition, 0, counts.length);
      System.arraycopy(in.bytes(symbols), 0, definition, counts.length, symbols);
      codes[slot & 3] = new HuffmanCode(definition);
    }
  }

  private void quantisationTables() throws JpegException {
    while (in.remaining() > 0) {
      int slot = in.u8();
      boolean wide = slot >> 4 != 0;
      checkSlot(slot & 0xf);
      int[] table = new int[BLOCK];
      for (int i = 0; i < BLOCK; i++) {
        table[i] = wide ? in.u16() : in.u8();
      }
      quantisations[slot & 3] = table;
    }
  }

  private void checkSlot(int slot) throws JpegException {
    if (slot >= TABLE_SLOTS) {
      throw JpegException.corrupt(in.name() + ": table " + slot, "0 to 3");
    }
  }

  private void exif() throws JpegException {
    if (!exif && in.remaining() > 6 && in.startsWith("Exif")) {
      exif = true;
      in.bytes(6);
      orientation = ExifOrientation.of(in.bytes(in.remaining()));
    }
  }

  private void adobe() throws JpegException {
    byte[] segment = in.bytes(Math.min(12, in.remaining()));
    if (segment.length == 12
        && segment[0] == 'A'
        && segment[1] == 'd'
        && segment[2] == 'o'
        && segment[3] == 'b'
        && segment[4] == 'e') {
      adobeTransform = segment[11] & 0xff;
    }
  }

  private void startOfFrame(int marker) throws JpegException {
    if (frameSeen) {
      throw JpegException.corrupt("data: two frames", "one");
    }
    frameSeen = true;
    if (marker != Markers.BASELINE && marker != Markers.EXTENDED) {
      limit(Markers.limitation(marker));
    }
    if (in.u8() != 8) {
      limit(JpegLimitation.PRECISION);
    }
    height = in.u16();
    width = in.u16();
    componentCount = in.u8();
    checkSize();
    if (componentCount != 1 && componentCount != 3) {
      limit(JpegLimitation.COMPONENTS);
    }
    frameComponents();
  }

  private void checkSize() throws JpegException {
    if (width == 0 || componentCount == 0) {
      throw JpegException.corrupt(
          "frame: width " + width + ", components " + componentCount, "at least 1 of each");
    }
    if (height == 0) {
      limit(JpegLimitation.LATE_HEIGHT);
    }
    if ((long) width * height > maxPixels) {
      throw new JpegException(
          Reason.TOO_LARGE,
          "JPEG size: "
              + width
              + "x"
              + height
              + " (expected: at most "
              + maxPixels
              + " pixels); send smaller pictures or raise the limit");
    }
  }

  private void frameComponents() throws JpegException {
    ids = new int[componentCount];
    across = new int[componentCount];
    down = new int[componentCount];
    quantisers = new int[componentCount];
    for (int i = 0; i < componentCount; i++) {
      ids[i] = in.u8();
      int factors = in.u8();
      across[i] = factors >> 4;
      down[i] = factors & 0xf;
      if (across[i] < 1 || across[i] > 4 || down[i] < 1 || down[i] > 4) {
        throw JpegException.corrupt(
            "component " + i + ": sampling " + across[i] + "x" + down[i], "1x1 to 4x4");
      }
      quantisers[i] = in.u8();
    }
    if (componentCount == 1) {
      // A scan of one component goes block by block, whatever its factors.
      across[0] = 1;
      down[0] = 1;
      sampling = JpegSampling.GREY;
    } else if (componentCount == 3) {
      sampling = colourSampling();
    }
    if (sampling == null) {
      limit(isFractional() ? JpegLimitation.FRACTIONAL_SAMPLING : JpegLimitation.SAMPLING);
    }
  }

  private boolean isFractional() {
    int mostAcross = Arrays.stream(across).max().orElseThrow();
    int mostDown = Arrays.stream(down).max().orElseThrow();
    return Arrays.stream(across).anyMatch(factor -> mostAcross % factor != 0)
        || Arrays.stream(down).anyMatch(factor -> mostDown % factor != 0);
  }

  /** Returns the sampling, if the first component is sampled most and the others alike. */
  private JpegSampling colourSampling() {
    boolean alike = across[1] == across[2] && down[1] == down[2];
    boolean whole = across[0] % across[1] == 0 && down[0] % down[1] == 0;
    return alike && whole ? JpegSampling.ofColour(across[0] / across[1], down[0] / down[1]) : null;
  }

  private void startOfScan() throws JpegException {
    if (!frameSeen) {
      throw JpegException.corrupt("data: a scan without a frame", "a frame before");
    }
    int inScan = in.u8();
    if (in.remaining() != 2 * inScan + 3) {
      throw JpegException.corrupt(
          "scan: " + inScan + " components in " + in.remaining() + " bytes", "2 for each and 3");
    }
    colour = colour();
    if (inScan != componentCount) {
      limit(JpegLimitation.SEVERAL_SCANS);
    }
    if (limitation == null) {
      scanComponents();
    }
    in.close();
    scanStart = in.position();
    hasEnd = hasEnd();
  }

  /**
   * Whether the end is marked. Stray bytes may follow it, as cameras pad their pictures; among
   * coded pixels the marker cannot occur by chance.
   */
  private boolean hasEnd() {
    for (int i = end - 2; i >= scanStart; i--) {
      if (data[i] == -1 && data[i + 1] == (byte) Markers.END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }

  private void scanComponents() throws JpegException {
    int blocks = 0;
    for (int i = 0; i < componentCount; i++) {
      int id = in.u8();
      if (id != ids[i]) {
        if (Arrays.stream(ids).noneMatch(other -> other == id)) {
          throw JpegException.corrupt("scan: component " + id, "component " + ids[i]);
        }
        limit(JpegLimitation.COMPONENT_ORDER);
        return;
      }
      int tables = in.u8();
      components.add(
          new Component(
              across[i],
              down[i],
              dcCode(tables >> 4),
              acCode(tables & 0xf),
              quantisation(quantisers[i])));
      blocks += across[i] * down[i];
    }
    if (blocks > MOST_BLOCKS) {
      throw JpegException.corrupt("scan: " + blocks + " blocks in a unit", "at most 10");
    }
  }

  private HuffmanCode dcCode(int slot) throws JpegException {
    HuffmanCode code = defined("DC Huffman", dcCodes, slot, StandardHuffmanCodes.dc(slot));
    code.checkCodes("DC");
    code.checkCategories("DC");
    return code;
  }

  private HuffmanCode acCode(int slot) throws JpegException {
    HuffmanCode code = defined("AC Huffman", acCodes, slot, StandardHuffmanCodes.ac(slot));
    code.checkCodes("AC");
    return code;
  }

  private int[] quantisation(int slot) throws JpegException {
    return defined("quantisation", quantisations, slot, null);
  }

  private static <T> T defined(String name, T[] tables, int slot, T standard) throws JpegException {
    T table = slot < TABLE_SLOTS && tables[slot] != null ? tables[slot] : standard;
    if (table == null) {
      throw JpegException.corrupt("scan: " + name + " table " + slot, "one that is defined");
    }
    return table;
  }

  /**
   * What the components stand for, by the rules of libjpeg-turbo: a JFIF marker outweighs Adobe's,
   * an odd transform is YCbCr, and so is what says nothing, unless it names its components R, G and
   * B. Null if they are neither one nor three.
   */
  private JpegColour colour() {
    if (componentCount == 1) {
      return JpegColour.GREY;
    }
    if (componentCount != 3) {
      return null;
    }
    if (jfif) {
      return JpegColour.YCBCR;
    }
    if (adobeTransform >= 0) {
      return adobeTransform == 0 ? JpegColour.RGB : JpegColour.YCBCR;
    }
    return idsAre('R', 'G', 'B') ? JpegColour.RGB : JpegColour.YCBCR;
  }

  private boolean idsAre(int first, int second, int third) {
    return ids[0] == first && ids[1] == second && ids[2] == third;
  }

  /** Notes the first reason for leaving the picture to another decoder, or to none if there is. */
  private void limit(JpegLimitation reason) {
    if (limitation == null || (limitation.isDecodable() && !reason.isDecodable())) {
      limitation = reason;
    }
  }
}

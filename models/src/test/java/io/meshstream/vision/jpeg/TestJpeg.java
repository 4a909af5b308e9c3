package io.meshstream.vision.jpeg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A small JPEG encoder with everything that a test may want to vary. What it draws is made up from
 * a seed: slopes, edges and noise.
 */
final class TestJpeg {
  private static final int[] PLACES = Block.places();

  private final int width;
  private final int height;
  private final long seed;
  private int[] across = {1, 1, 1};
  private int[] down = {1, 1, 1};
  private int[] ids = {1, 2, 3};
  private int quality = 80;
  private int noise = 20;
  private int restartInterval;
  private int frame = Markers.BASELINE;
  private boolean tables = true;
  private boolean shuffled;
  private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final HuffmanCode[] codes = new HuffmanCode[4];
  private final int[][] quantisations = new int[2][];
  private long register;
  private int registerBits;

  TestJpeg(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    this.seed = seed;
  }

  TestJpeg sampling(JpegSampling sampling) {
    int count = sampling == JpegSampling.GREY ? 1 : 3;
    int[] newAcross = new int[count];
    int[] newDown = new int[count];
    for (int i = 0; i < count; i++) {
      newAcross[i] = i == 0 ? sampling.across() : 1;
      newDown[i] = i == 0 ? sampling.down() : 1;
    }
    return factors(newAcross, newDown);
  }

  TestJpeg factors(int[] across, int[] down) {
    this.across = across;
    this.down = down;
    return this;
  }

  TestJpeg ids(int... ids) {
    this.ids = ids;
    return this;
  }

  TestJpeg quality(int quality) {
    this.quality = quality;
    return this;
  }

  TestJpeg noise(int noise) {
    this.noise = noise;
    return this;
  }

  TestJpeg restartInterval(int mcus) {
    this.restartInterval = mcus;
    return this;
  }

  TestJpeg frame(int marker) {
    this.frame = marker;
    return this;
  }

  /** Defines no Huffman tables, as motion JPEG does. */
  TestJpeg withoutHuffmanTables() {
    this.tables = false;
    return this;
  }

  /** Gives frequent symbols long codes and rare ones short codes, at random. */
  TestJpeg shuffledCodes() {
    this.shuffled = true;
    return this;
  }

  TestJpeg jfif() {
    return segment(Markers.APP0, "JFIF\0\1\1\0\0\1\0\1\0\0");
  }

  TestJpeg adobe(int transform) {
    return segment(Markers.APP14, "Adobe\0\144\0\0\0\0" + (char) transform);
  }

  /** An EXIF segment with an orientation in the byte order that starts with {@code order}. */
  TestJpeg exif(char order, int orientation) {
    String tiff =
        order == 'I'
            ? "II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0" + (char) orientation + "\0\0\0\0\0\0\0"
            : "MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0" + (char) orientation + "\0\0\0\0\0\0";
    return segment(Markers.APP1, "Exif\0\0" + tiff);
  }

  /** A segment in front of the tables; each character is a byte. */
  TestJpeg segment(int marker, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    metadata.write(0xff);
    metadata.write(marker);
    metadata.write((bytes.length + 2) >> 8);
    metadata.write(bytes.length + 2);
    metadata.writeBytes(bytes);
    return this;
  }

  byte[] encode() {
    codes[0] = shuffle(StandardHuffmanCodes.dc(0));
    codes[1] = shuffle(StandardHuffmanCodes.dc(1));
    codes[2] = shuffle(StandardHuffmanCodes.ac(0));
    codes[3] = shuffle(StandardHuffmanCodes.ac(1));
    marker(Markers.START_OF_IMAGE);
    out.writeBytes(metadata.toByteArray());
    quantisation(0, 16);
    quantisation(1, 17);
    if (tables) {
      for (int i = 0; i < codes.length; i++) {
        huffman(codes[i], i < 2 ? i : 0x10 + i - 2);
      }
    }
    frame();
    if (restartInterval > 0) {
      marker(Markers.RESTART_INTERVAL);
      u16(4);
      u16(restartInterval);
    }
    scan();
    marker(Markers.END_OF_IMAGE);
    return out.toByteArray();
  }

  private HuffmanCode shuffle(HuffmanCode code) {
    if (!shuffled) {
      return code;
    }
    byte[] definition = definition(code);
    Random random = new Random(seed);
    for (int i = code.symbols() - 1; i > 0; i--) {
      int j = HuffmanCode.LENGTHS + random.nextInt(i + 1);
      byte swapped = definition[HuffmanCode.LENGTHS + i];
      definition[HuffmanCode.LENGTHS + i] = definition[j];
      definition[j] = swapped;
    }
    return new HuffmanCode(definition);
  }

  private static byte[] definition(HuffmanCode code) {
    ByteBuffer definition = ByteBuffer.allocate(HuffmanCode.LENGTHS + code.symbols());
    for (int length = 1; length <= HuffmanCode.LENGTHS; length++) {
      definition.put((byte) code.count(length));
    }
    for (int i = 0; i < code.symbols(); i++) {
      definition.put((byte) code.symbol(i));
    }
    return definition.array();
  }

  /** Steps that grow with the frequency, the more so the lower the quality. */
  private void quantisation(int slot, int base) {
    boolean wide = frame == Markers.EXTENDED;
    quantisations[slot] = new int[Block.SIZE];
    marker(Markers.QUANTISATION_TABLES);
    u16(3 + Block.SIZE * (wide ? 2 : 1));
    out.write((wide ? 0x10 : 0) + slot);
    for (int k = 0; k < Block.SIZE; k++) {
      int step = Math.max(1, (base + 2 * k) * (100 - quality) / 50);
      quantisations[slot][k] = Math.min(step, wide ? 300 : 255);
      if (wide) {
        u16(quantisations[slot][k]);
      } else {
        out.write(quantisations[slot][k]);
      }
    }
  }

  private void huffman(HuffmanCode code, int slot) {
    byte[] definition = definition(code);
    marker(Markers.HUFFMAN_TABLES);
    u16(3 + definition.length);
    out.write(slot);
    out.writeBytes(definition);
  }

  private void frame() {
    marker(frame);
    u16(8 + 3 * across.length);
    out.write(8);
    u16(height);
    u16(width);
    out.write(across.length);
    for (int i = 0; i < across.length; i++) {
      out.write(ids[i]);
      out.write(across[i] << 4 | down[i]);
      out.write(Math.min(i, 1));
    }
  }

  private void scan() {
    marker(Markers.START_OF_SCAN);
    u16(6 + 2 * across.length);
    out.write(across.length);
    for (int i = 0; i < across.length; i++) {
      out.write(ids[i]);
      out.write(Math.min(i, 1) * 0x11);
    }
    out.write(0);
    out.write(63);
    out.write(0);
    int columns = (width + 8 * across[0] - 1) / (8 * across[0]);
    int rows = (height + 8 * down[0] - 1) / (8 * down[0]);
    int[] means = new int[across.length];
    for (int mcu = 0; mcu < columns * rows; mcu++) {
      if (restartInterval > 0 && mcu > 0 && mcu % restartInterval == 0) {
        flush();
        marker(Markers.RESTART + (mcu / restartInterval - 1) % 8);
        means = new int[across.length];
      }
      mcu(mcu % columns, mcu / columns, means);
    }
    flush();
  }

  private void mcu(int column, int row, int[] means) {
    for (int i = 0; i < across.length; i++) {
      for (int y = 0; y < down[i]; y++) {
        for (int x = 0; x < across[i]; x++) {
          int[] block = coefficients(i, column * across[i] + x, row * down[i] + y);
          block(block, i, means[i]);
          means[i] = block[0];
        }
      }
    }
  }

  private int[] coefficients(int component, int blockColumn, int blockRow) {
    double[] samples = new double[Block.SIZE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sample(component, blockColumn * 8 + i % 8, blockRow * 8 + i / 8) - 128;
    }
    int[] block = new int[Block.SIZE];
    for (int k = 0; k < Block.SIZE; k++) {
      double sum = 0;
      for (int i = 0; i < Block.SIZE; i++) {
        sum += samples[i] * wave(i % 8, PLACES[k] % 8) * wave(i / 8, PLACES[k] / 8);
      }
      int step = quantisations[Math.min(component, 1)][k];
      block[k] = Math.max(-1023, Math.min(1023, (int) Math.round(sum / 4 / step)));
    }
    return block;
  }

  private static double wave(int position, int frequency) {
    double scale = frequency == 0 ? Math.sqrt(0.5) : 1;
    return scale * Math.cos((2 * position + 1) * frequency * Math.PI / 16);
  }

  private int sample(int component, int x, int y) {
    Random random = new Random(seed + 31L * component + 1_000_003L * x + 998_244_353L * y);
    random.nextInt();
    int slope = (int) (100 + 60 * Math.sin(x / 19.0 + component) + 50 * Math.cos(y / 23.0));
    int edge = (x / 13 + y / 17) % 5 == 0 ? 60 : 0;
    int value = slope + edge + (noise == 0 ? 0 : random.nextInt(2 * noise) - noise);
    return Math.max(0, Math.min(255, value));
  }

  private void block(int[] block, int component, int mean) {
    int slot = Math.min(component, 1);
    value(codes[slot], 0, block[0] - mean);
    HuffmanCode ac = codes[2 + slot];
    int run = 0;
    for (int k = 1; k < Block.SIZE; k++) {
      if (block[k] == 0) {
        run++;
        continue;
      }
      for (; run >= 16; run -= 16) {
        code(ac, 0xf0);
      }
      value(ac, run << 4, block[k]);
      run = 0;
    }
    if (run > 0) {
      code(ac, 0);
    }
  }

  private void value(HuffmanCode code, int run, int value) {
    int category = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
    code(code, run | category);
    bits(value < 0 ? value - 1 : value, category);
  }

  private void code(HuffmanCode code, int wanted) {
    int next = 0;
    int index = 0;
    for (int length = 1; length <= HuffmanCode.LENGTHS; length++) {
      for (int i = 0; i < code.count(length); i++) {
        if (code.symbol(index++) == wanted) {
          bits(next, length);
          return;
        }
        next++;
      }
      next <<= 1;
    }
    throw new AssertionError("no code for symbol " + wanted);
  }

  private void bits(int value, int count) {
    register = register << count | (value & (1L << count) - 1);
    registerBits += count;
    while (registerBits >= 8) {
      registerBits -= 8;
      int next = (int) (register >> registerBits) & 0xff;
      out.write(next);
      if (next == 0xff) {
        out.write(0);
      }
    }
  }

  /** Fills the last byte with ones. */
  private void flush() {
    if (registerBits > 0) {
      bits(0x7f, 8 - registerBits);
    }
  }

  private void marker(int marker) {
    out.write(0xff);
    out.write(marker);
  }

  private void u16(int value) {
    out.write(value >> 8);
    out.write(value);
  }
}

package io.meshstream.bench;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.simulation.ClipPicture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes small files of large pictures: valid, of one colour, and dear to decode. */
final class HostilePictures {

  private static final int SCANS = 1_000;
  private static final int BLOCK = 8;

  /** The symbol EOB14: a run of end-of-band blocks, 2^14 plus 14 bits more of them. */
  private static final int RUN_BITS = 14;

  private static final int LONGEST_RUN = (2 << RUN_BITS) - 1;

  /** Two bits a block: no change of DC, end of block. */
  private static final int BASELINE_BLOCK_BITS = 2;

  private static final int RGBA = 6;
  private static final int CHANNELS = 4;

  private HostilePictures() {}

  /** Returns a progressive JPEG, grey, each scan of which walks all blocks and changes none. */
  static ClipPicture progressiveJpeg(int side) {
    int blocks = ceil(side, BLOCK) * ceil(side, BLOCK);
    Bits runs = new Bits();
    for (int left = blocks; left > 0; ) {
      // The code of the one symbol is one bit, 0. The last run may go beyond the last block.
      int run = Math.max(1 << RUN_BITS, Math.min(left, LONGEST_RUN));
      runs.add(0, 1);
      runs.add(run - (1 << RUN_BITS), RUN_BITS);
      left -= run;
    }
    byte[] entropy = runs.toBytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    beginJpeg(out);
    segment(out, 0xc2, "08 %04x %04x 01 01 11 00".formatted(side, side));
    segment(out, 0xc4, "00" + table(0));
    segment(out, 0xc4, "10" + table(RUN_BITS << 4));
    for (int scan = 0; scan < SCANS; scan++) {
      segment(out, 0xda, "01 01 00 01 3f 00");
      out.writeBytes(entropy);
    }
    marker(out, 0xd9);
    return picture(PictureEncoding.JPEG, out);
  }

  /** Returns a baseline JPEG, 4:2:0, grey of colour, of two bits a block. */
  static ClipPicture baselineJpeg(int side) {
    int units = ceil(side, 2 * BLOCK) * ceil(side, 2 * BLOCK);
    byte[] entropy = new byte[ceil(6 * units * BASELINE_BLOCK_BITS, 8)];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    beginJpeg(out);
    segment(out, 0xc0, "08 %04x %04x 03 01 22 00 02 11 00 03 11 00".formatted(side, side));
    segment(out, 0xc4, "00" + table(0));
    segment(out, 0xc4, "10" + table(0));
    segment(out, 0xda, "03 01 00 02 00 03 00 00 3f 00");
    out.writeBytes(entropy);
    marker(out, 0xd9);
    return picture(PictureEncoding.JPEG, out);
  }

  /**
   * A PNG with an alpha channel, transparent black.
   *
   * @param depth bits of a sample, 8 or 16
   */
  static ClipPicture png(int side, int depth) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
    chunk(out, "IHDR", hex("%08x %08x %02x %02x 00 00 00".formatted(side, side, depth, RGBA)));
    byte[] row = new byte[1 + side * CHANNELS * depth / 8];
    chunk(out, "IDAT", deflated(row, side));
    chunk(out, "IEND", new byte[0]);
    return picture(PictureEncoding.PNG, out);
  }

  private static int ceil(int number, int divisor) {
    return (number + divisor - 1) / divisor;
  }

  private static ClipPicture picture(PictureEncoding encoding, ByteArrayOutputStream bytes) {
    return new ClipPicture(encoding, 0, 0, ByteBuffer.wrap(bytes.toByteArray()));
  }

  private static void beginJpeg(ByteArrayOutputStream out) {
    marker(out, 0xd8);
    segment(out, 0xe0, "4a46494600 0101 00 0001 0001 00 00");
    byte[] quantisation = new byte[1 + BLOCK * BLOCK];
    Arrays.fill(quantisation, 1, quantisation.length, (byte) 1);
    segment(out, 0xdb, HexFormat.of().formatHex(quantisation));
  }

  /** Returns a Huffman table of one symbol, whose code is one bit. */
  private static String table(int symbol) {
    return "01" + "00".repeat(15) + "%02x".formatted(symbol);
  }

  private static void marker(ByteArrayOutputStream out, int code) {
    out.write(0xff);
    out.write(code);
  }

  private static void segment(ByteArrayOutputStream out, int code, String content) {
    byte[] bytes = hex(content);
    marker(out, code);
    out.writeBytes(hex("%04x".formatted(2 + bytes.length)));
    out.writeBytes(bytes);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(name);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private static byte[] deflated(byte[] row, int rows) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int i = 0; i < rows; i++) {
      deflater.setInput(row);
      while (!deflater.needsInput()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  /** The bits of a JPEG's scan: padded with ones, and with a zero byte after each 0xff. */
  private static final class Bits {

    private final StringBuilder bits = new StringBuilder();

    void add(int value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        bits.append(value >> i & 1);
      }
    }

    byte[] toBytes() {
      while (bits.length() % 8 != 0) {
        bits.append('1');
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < bits.length(); i += 8) {
        int value = Integer.parseInt(bits.substring(i, i + 8), 2);
        out.write(value);
        if (value == 0xff) {
          out.write(0);
        }
      }
      return out.toByteArray();
    }
  }
}

package io.meshstream.vision.testing;

import static io.meshstream.vision.testing.HostilePicture.NO_FACE;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes pictures that are broken, and small files of large pictures: valid, of one colour, and dear
 * to decode.
 */
public final class HostilePictures {

  private static final int SCANS = 1_000;
  private static final int BLOCK = 8;

  /** The symbol EOB14: a run of end-of-band blocks, 2^14 plus 14 bits more of them. */
  private static final int RUN_BITS = 14;

  private static final int LONGEST_RUN = (2 << RUN_BITS) - 1;

  /** Two bits a block: no change of DC, end of block. */
  private static final int BASELINE_BLOCK_BITS = 2;

  private static final int RGBA = 6;
  private static final int CHANNELS = 4;
  private static final int MANY = 100_000;
  private static final int BASELINE = 0xc0;
  private static final int COMPONENTS_AT = 9;

  private HostilePictures() {}

  /** Makes one of each kind, with what becomes of it. */
  public static List<HostilePicture> all() {
    byte[] jpeg = ImageFiles.jpeg(noise());
    byte[] progressive = ImageFiles.progressiveJpeg(noise());
    byte[] png = ImageFiles.png(noise());
    return List.of(
        new HostilePicture("no bytes", new byte[0], "EMPTY"),
        new HostilePicture("one byte", new byte[] {-1}, "UNKNOWN_FORMAT"),
        new HostilePicture("zeros", new byte[1000], "UNKNOWN_FORMAT"),
        new HostilePicture("a text", bytes("<html>"), "UNKNOWN_FORMAT"),
        new HostilePicture("GIF", bytes("GIF89a" + " ".repeat(50)), "UNSUPPORTED"),
        new HostilePicture("WebP", bytes("RIFF\50\0\0\0WEBPVP8 " + " ".repeat(50)), "UNSUPPORTED"),
        new HostilePicture("JPEG: start only", cut(jpeg, 3), "TRUNCATED"),
        new HostilePicture("JPEG: header only", cut(jpeg, jpeg.length / 4), "TRUNCATED"),
        new HostilePicture("JPEG: half", cut(jpeg, jpeg.length / 2), "TRUNCATED"),
        new HostilePicture("progressive JPEG: half", cut(progressive, 900), "TRUNCATED"),
        new HostilePicture("JPEG: 500 random bytes", damaged(jpeg), NO_FACE),
        new HostilePicture(
            "JPEG: more components than it lists", inFrame(jpeg, COMPONENTS_AT, 4), "CORRUPT"),
        new HostilePicture("JPEG: no components", inFrame(jpeg, COMPONENTS_AT, 0), "CORRUPT"),
        new HostilePicture("JPEG: 12 bits", inFrame(jpeg, 4, 12), "UNSUPPORTED"),
        new HostilePicture("JPEG: no width", inFrame(inFrame(jpeg, 7, 0), 8, 0), "CORRUPT"),
        new HostilePicture(
            "JPEG: height behind the pixels", inFrame(inFrame(jpeg, 5, 0), 6, 0), "UNSUPPORTED"),
        new HostilePicture("JPEG: arithmetic", inFrame(jpeg, 1, 0xc9), "UNSUPPORTED"),
        new HostilePicture("JPEG: lossless", inFrame(jpeg, 1, 0xc3), "UNSUPPORTED"),
        new HostilePicture(
            "JPEG: 65535x65535 by its header", sized(jpeg, 0xffff, 0xffff), "TOO_LARGE"),
        new HostilePicture("JPEG: larger than its data", sized(jpeg, 4000, 4000), NO_FACE),
        new HostilePicture("JPEG: one row", baselineJpeg(65_500, 1), NO_FACE),
        new HostilePicture("JPEG: one column", baselineJpeg(1, 65_500), NO_FACE),
        new HostilePicture("JPEG: 64 megapixels", baselineJpeg(8000), NO_FACE),
        new HostilePicture("JPEG: 100,000 segments", withSegments(jpeg), NO_FACE),
        new HostilePicture("JPEG: 100,000 of them, whole", withSegments(progressive), NO_FACE),
        new HostilePicture("JPEG: 1,000 scans", progressiveJpeg(4000), "TOO_COMPLEX"),
        new HostilePicture("JPEG: 64 megapixels, whole", progressiveJpeg(8000), "TOO_LARGE"),
        new HostilePicture("PNG: signature only", cut(png, 8), "TRUNCATED"),
        new HostilePicture("PNG: half", cut(png, png.length / 2), "TRUNCATED"),
        new HostilePicture("PNG: no end", cut(png, png.length - 12), "TRUNCATED"),
        new HostilePicture("PNG: no header", pngOf("IDAT", new byte[9]), "CORRUPT"),
        new HostilePicture("PNG: no palette", png(9, 9, 8, 3, new byte[100]), "CORRUPT"),
        new HostilePicture("PNG: 3 bits", png(9, 9, 3, 0, new byte[100]), "CORRUPT"),
        new HostilePicture("PNG: no such filter", png(9, 9, 8, 0, filled(100)), "CORRUPT"),
        new HostilePicture("PNG: too few rows", png(9, 9, 8, 0, new byte[50]), "TRUNCATED"),
        new HostilePicture("PNG: no pixels", png(0, 9, 8, 0, new byte[100]), "CORRUPT"),
        new HostilePicture("PNG: 100 MB too many", png(9, 9, 8, 0, new byte[100_000_000]), NO_FACE),
        new HostilePicture("PNG: one row", png(100_000, 1, 8, 2, new byte[300_001]), NO_FACE),
        new HostilePicture("PNG: one column", png(1, 100_000, 8, 0, new byte[200_000]), NO_FACE),
        new HostilePicture(
            "PNG: 2 thousand million columns",
            png(Integer.MAX_VALUE, 1, 16, 6, new byte[9]),
            "TOO_LARGE"),
        new HostilePicture("PNG: 64 megapixels", png(8000, 8), "TOO_LARGE"),
        new HostilePicture("PNG: 16 megapixels of 16 bits", png(4000, 16), NO_FACE),
        new HostilePicture("PNG: 100,000 chunks", withChunks(png), "TOO_COMPLEX"));
  }

  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] cut(byte[] picture, int length) {
    return Arrays.copyOf(picture, length);
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 9);
    return bytes;
  }

  private static byte[] damaged(byte[] jpeg) {
    byte[] damaged = jpeg.clone();
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      int at = jpeg.length / 2 + random.nextInt(jpeg.length / 2 - 2);
      damaged[at] = (byte) random.nextInt(255);
    }
    return damaged;
  }

  /** Sets a byte of the segment that begins the frame; 1 is that of its marker. */
  private static byte[] inFrame(byte[] jpeg, int at, int value) {
    byte[] changed = jpeg.clone();
    changed[frame(jpeg) + at] = (byte) value;
    return changed;
  }

  private static int frame(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != BASELINE) {
      at += 2 + ByteBuffer.wrap(jpeg).getChar(at + 2);
    }
    return at;
  }

  private static byte[] sized(byte[] jpeg, int width, int height) {
    byte[] sized = jpeg.clone();
    ByteBuffer.wrap(sized).putChar(frame(jpeg) + 5, (char) height);
    ByteBuffer.wrap(sized).putChar(frame(jpeg) + 7, (char) width);
    return sized;
  }

  /** Puts empty tables and segments of applications in front. */
  private static byte[] withSegments(byte[] jpeg) {
    byte[] two = HexFormat.of().parseHex("ffdb0002ffe10002");
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + MANY / 2 * two.length);
    all.put(jpeg, 0, 2);
    for (int i = 0; i < MANY / 2; i++) {
      all.put(two);
    }
    return all.put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] withChunks(byte[] png) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk(chunk, "tEXt", new byte[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int header = 8 + 12 + 13;
    out.write(png, 0, header);
    for (int i = 0; i < MANY; i++) {
      out.writeBytes(chunk.toByteArray());
    }
    out.write(png, header, png.length - header);
    return out.toByteArray();
  }

  /** Makes a progressive JPEG, grey, each scan of which walks all blocks and changes none. */
  public static byte[] progressiveJpeg(int side) {
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
    return out.toByteArray();
  }

  /** Makes a square baseline JPEG, 4:2:0, grey of colour, of two bits a block. */
  public static byte[] baselineJpeg(int side) {
    return baselineJpeg(side, side);
  }

  private static byte[] baselineJpeg(int width, int height) {
    int units = ceil(width, 2 * BLOCK) * ceil(height, 2 * BLOCK);
    byte[] entropy = new byte[ceil(6 * units * BASELINE_BLOCK_BITS, 8)];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    beginJpeg(out);
    segment(out, BASELINE, "08 %04x %04x 03 01 22 00 02 11 00 03 11 00".formatted(height, width));
    segment(out, 0xc4, "00" + table(0));
    segment(out, 0xc4, "10" + table(0));
    segment(out, 0xda, "03 01 00 02 00 03 00 00 3f 00");
    out.writeBytes(entropy);
    marker(out, 0xd9);
    return out.toByteArray();
  }

  /**
   * Makes a PNG with an alpha channel, transparent black.
   *
   * @param depth bits of a sample, 8 or 16
   */
  public static byte[] png(int side, int depth) {
    return png(side, side, depth, RGBA, new byte[1 + side * CHANNELS * depth / 8], side);
  }

  private static byte[] png(int width, int height, int depth, int colour, byte[] rows) {
    return png(width, height, depth, colour, rows, 1);
  }

  private static byte[] png(
      int width, int height, int depth, int colour, byte[] rows, int repetitions) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
    String header = "%08x %08x %02x %02x 00 00 00".formatted(width, height, depth, colour);
    chunk(out, "IHDR", hex(header));
    chunk(out, "IDAT", deflated(rows, repetitions));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] pngOf(String type, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
    chunk(out, type, content);
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static int ceil(int number, int divisor) {
    return (number + divisor - 1) / divisor;
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

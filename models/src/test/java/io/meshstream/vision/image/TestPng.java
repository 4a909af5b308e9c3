package io.meshstream.vision.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A small PNG encoder for every kind of PNG, with samples made up from a seed. */
final class TestPng {
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final int width;
  private final int height;
  private final int depth;
  private final int colour;
  private boolean interlaced;
  private int chunkBytes = Integer.MAX_VALUE;
  private String extra = "";
  private byte[] extraData = {};

  TestPng(int width, int height, int depth, int colour) {
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.colour = colour;
  }

  TestPng interlaced(boolean interlaced) {
    this.interlaced = interlaced;
    return this;
  }

  /** Splits the pixels into chunks of so many bytes. */
  TestPng chunkBytes(int bytes) {
    this.chunkBytes = bytes;
    return this;
  }

  /** Another chunk in front of the pixels. */
  TestPng chunk(String type, byte[] data) {
    this.extra = type;
    this.extraData = data;
    return this;
  }

  /** What the pixel at this place is to become. */
  int rgbAt(int x, int y) {
    return switch (colour) {
      case 0, 4 -> {
        int grey = depth == 16 ? sample(x, y, 0) >> 8 : sample(x, y, 0) * 255 / ((1 << depth) - 1);
        yield grey * 0x10101;
      }
      case 3 -> {
        int index = sample(x, y, 0);
        yield palette(3 * index) << 16 | palette(3 * index + 1) << 8 | palette(3 * index + 2);
      }
      default -> {
        int shift = depth - 8;
        yield sample(x, y, 0) >> shift << 16
            | sample(x, y, 1) >> shift << 8
            | sample(x, y, 2) >> shift;
      }
    };
  }

  private int sample(int x, int y, int channel) {
    return new Random(x + 1000L * y + 1_000_000L * channel).nextInt() & (1 << depth) - 1;
  }

  private static int palette(int index) {
    return index * 89 + 17 & 0xff;
  }

  byte[] encode() {
    return encode(pixels());
  }

  /** Encodes whatever takes the place of the rows, each of which has its filter before it. */
  byte[] encode(byte[] rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(8).putLong(0x89504e470d0a1a0aL).array());
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colour).put((byte) 0).put((byte) 0);
    chunk(out, "IHDR", header.put((byte) (interlaced ? 1 : 0)).array());
    if (!extra.isEmpty()) {
      chunk(out, extra, extraData);
    }
    if (colour == 3) {
      byte[] palette = new byte[3 << depth];
      for (int i = 0; i < palette.length; i++) {
        palette[i] = (byte) palette(i);
      }
      chunk(out, "PLTE", palette);
    }
    byte[] packed = packed(rows);
    for (int at = 0; at < packed.length; at += Math.min(chunkBytes, packed.length)) {
      int length = Math.min(chunkBytes, packed.length - at);
      byte[] part = new byte[length];
      System.arraycopy(packed, at, part, 0, length);
      chunk(out, "IDAT", part);
    }
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** Lists how many bytes the rows of all passes have, without their filters. */
  List<Integer> rowBytes() {
    List<Integer> rows = new ArrayList<>();
    for (int[] pass : passes()) {
      int columns = columns(pass);
      for (int y = pass[1]; columns > 0 && y < height; y += pass[3]) {
        rows.add(bytes(columns));
      }
    }
    return rows;
  }

  private int[][] passes() {
    return interlaced ? ADAM7 : new int[][] {{0, 0, 1, 1}};
  }

  private int columns(int[] pass) {
    return (width - pass[0] + pass[2] - 1) / pass[2];
  }

  private int bytes(int columns) {
    return (Math.max(0, columns) * samples() * depth + 7) / 8;
  }

  private int samples() {
    return new int[] {1, 0, 3, 1, 2, 0, 4}[colour];
  }

  /** All passes, with every filter in turn. */
  private byte[] pixels() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int samples = samples();
    int pixelBytes = Math.max(1, samples * depth / 8);
    int filter = 0;
    for (int[] pass : passes()) {
      int columns = columns(pass);
      byte[] above = new byte[bytes(columns)];
      for (int y = pass[1]; columns > 0 && y < height; y += pass[3]) {
        byte[] row = new byte[above.length];
        for (int i = 0; i < columns * samples; i++) {
          int value = sample(pass[0] + i / samples * pass[2], y, i % samples);
          if (depth == 16) {
            row[2 * i] = (byte) (value >> 8);
            row[2 * i + 1] = (byte) value;
          } else {
            row[i * depth / 8] |= (byte) (value << (8 - depth - i * depth % 8));
          }
        }
        out.write(filter);
        for (int i = 0; i < row.length; i++) {
          int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
          int corner = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xff;
          out.write(row[i] - predicted(filter, left, above[i] & 0xff, corner));
        }
        above = row;
        filter = (filter + 1) % 5;
      }
    }
    return out.toByteArray();
  }

  private static int predicted(int filter, int left, int up, int corner) {
    return switch (filter) {
      case 0 -> 0;
      case 1 -> left;
      case 2 -> up;
      case 3 -> (left + up) / 2;
      default -> {
        int sum = left + up - corner;
        int toLeft = Math.abs(sum - left);
        int toUp = Math.abs(sum - up);
        int toCorner = Math.abs(sum - corner);
        yield toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      }
    };
  }

  static byte[] packed(byte[] data) {
    Deflater deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    out.writeBytes(chunk.putInt((int) crc.getValue()).array());
  }
}

package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.vector.VectorSupport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Decodes pixels that are chosen at random. */
final class Masks {
  private Masks() {}

  /**
   * Checks that pixels chosen at random, in one of many ways, are what the whole picture has,
   * whatever was where they are put.
   */
  static void assertExact(JpegDecoder decoder, JpegHeader header, byte[] whole, Random random)
      throws JpegException {
    JpegRegion region = region(random, header.width(), header.height());
    boolean[] wanted = new boolean[region.width() * region.height()];
    PixelMask mask = new PixelMask();
    mask.reset(region);
    for (int shapes = random.nextInt(5); shapes >= 0; shapes--) {
      if (random.nextInt(3) == 0) {
        addDots(mask, region, wanted, random);
      } else {
        addBar(mask, region, wanted, random);
      }
    }
    int bytes = header.pixelBytes();
    byte[] expected = Decoding.cut(whole, header.width(), region, bytes);
    clear(expected, wanted, bytes);
    List<JpegDecoder> decoders = new ArrayList<>(List.of(decoder));
    if (VectorSupport.isThere()) {
      decoders.add(Decoding.withVectors(true));
      decoders.add(Decoding.withVectors(false));
    }
    for (JpegDecoder each : decoders) {
      byte[] out = new byte[expected.length];
      Arrays.fill(out, (byte) random.nextInt());
      each.decode(header, mask, out);
      clear(out, wanted, bytes);
      assertThat(out).as("some of %s of %s", region, header).isEqualTo(expected);
    }
  }

  private static void clear(byte[] pixels, boolean[] wanted, int bytes) {
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i]) {
        Arrays.fill(pixels, i * bytes, (i + 1) * bytes, (byte) 0);
      }
    }
  }

  /** Adds single pixels, many or few. */
  private static void addDots(PixelMask mask, JpegRegion region, boolean[] wanted, Random random) {
    int step = 1 << random.nextInt(10);
    for (int i = random.nextInt(step); i < wanted.length; i += 1 + random.nextInt(step)) {
      add(mask, region, wanted, i / region.width(), i % region.width(), 1);
    }
  }

  /** Adds a run in each of some rows, and leans to a side. */
  private static void addBar(PixelMask mask, JpegRegion region, boolean[] wanted, Random random) {
    int left = random.nextInt(region.width());
    int width = 1 + random.nextInt(region.width());
    int end = random.nextInt(region.height()) + 1;
    double lean = random.nextDouble() * 4 - 2;
    for (int row = random.nextInt(end); row < end; row++) {
      add(mask, region, wanted, row, left + (int) (lean * row), width);
    }
  }

  private static void add(
      PixelMask mask, JpegRegion region, boolean[] wanted, int row, int column, int length) {
    int start = region.x() + column;
    mask.add(region.y() + row, start, start + length);
    for (int i = Math.max(0, column); i < Math.min(column + length, region.width()); i++) {
      wanted[row * region.width() + i] = true;
    }
  }

  private static JpegRegion region(Random random, int width, int height) {
    int x = random.nextInt(width);
    int y = random.nextInt(height);
    return new JpegRegion(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
  }
}

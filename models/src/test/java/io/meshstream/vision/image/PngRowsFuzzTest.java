package io.meshstream.vision.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.meshstream.vision.image.PictureException.Problem;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packs whatever rows of pixels a fuzzer comes up with: the verdict follows from how many there are
 * and from their filters, and the pixels are those of the JDK.
 */
class PngRowsFuzzTest {
  private static final int OPTIONS = 4;
  private static final int MOST_SIDE = 24;
  private static final int FILTERS = 5;

  /** Colour type and depth. */
  private static final int[][] KINDS = {
    {0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4}, {3, 8},
    {4, 8}, {4, 16}, {6, 8}, {6, 16}
  };

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  static Stream<byte[]> seeds() {
    return IntStream.range(0, 2 * KINDS.length)
        .mapToObj(
            i -> {
              byte[] input = new byte[OPTIONS + 400];
              for (int at = OPTIONS; at < input.length; at++) {
                input[at] = (byte) (at * i % FILTERS);
              }
              System.arraycopy(new byte[] {7, 5, (byte) i, 40}, 0, input, 0, OPTIONS);
              return input;
            });
  }

  /** Takes width, height, kind and the size of chunks, and the rest for rows with their filters. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyRowsArePixelsOrRefused(byte[] input) throws IOException {
    if (input.length < OPTIONS) {
      return;
    }
    ImageIO.setUseCache(false);
    int width = 1 + (input[0] & 0xff) % MOST_SIDE;
    int height = 1 + (input[1] & 0xff) % MOST_SIDE;
    int[] kind = KINDS[(input[2] & 0xff) / 2 % KINDS.length];
    TestPng png =
        new TestPng(width, height, kind[1], kind[0])
            .interlaced((input[2] & 1) == 1)
            .chunkBytes(1 + (input[3] & 0xff));
    byte[] rows = Arrays.copyOfRange(input, OPTIONS, input.length);
    byte[] encoded = png.encode(rows);
    Optional<Problem> expected = verdict(png, rows);
    try {
      Picture picture = decoder.decode(encoded);
      if (expected.isPresent()) {
        throw new AssertionError("decoded (expected: " + expected.get() + ")");
      }
      requireSame(picture, ImageIO.read(new ByteArrayInputStream(encoded)), kind[1]);
    } catch (PictureException e) {
      if (!expected.equals(Optional.of(e.problem()))) {
        throw new AssertionError("expected: " + expected, e);
      }
    }
  }

  private static Optional<Problem> verdict(TestPng png, byte[] rows) {
    int at = 0;
    for (int row : png.rowBytes()) {
      if (at + 1 + row > rows.length) {
        return Optional.of(Problem.TRUNCATED);
      }
      if (rows[at] < 0 || rows[at] >= FILTERS) {
        return Optional.of(Problem.CORRUPT);
      }
      at += 1 + row;
    }
    return Optional.empty();
  }

  private static void requireSame(Picture picture, BufferedImage image, int depth) {
    boolean indexed = image.getColorModel() instanceof IndexColorModel;
    boolean grey = image.getRaster().getNumBands() < 3;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int expected =
            indexed
                ? image.getRGB(x, y) & 0xffffff
                : sample(image, x, y, 0, depth) << 16
                    | sample(image, x, y, grey ? 0 : 1, depth) << 8
                    | sample(image, x, y, grey ? 0 : 2, depth);
        if (picture.rgbAt(x, y) != expected) {
          throw new AssertionError(
              "%d, %d: %06x (expected: %06x)".formatted(x, y, picture.rgbAt(x, y), expected));
        }
      }
    }
  }

  private static int sample(BufferedImage image, int x, int y, int band, int depth) {
    return image.getRaster().getSample(x, y, band) >> (depth - 8);
  }
}

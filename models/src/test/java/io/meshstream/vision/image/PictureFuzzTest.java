package io.meshstream.vision.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.meshstream.vision.image.PictureException.Problem;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Opens whatever bytes a fuzzer comes up with: they are a picture or are refused with a problem
 * that is theirs, and take no more memory than the limits allow.
 */
class PictureFuzzTest {
  private static final int MAX_PIXELS = 1 << 14;

  /** Of all that a picture of so many pixels may take, most is the JDK's own for whole JPEGs. */
  private static final long MAX_BYTES = 4L << 20;

  private static final int OPTIONS = 4;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final DecodingBudget budget = new DecodingBudget(32 * MAX_PIXELS);
  private final PictureDecoder decoder = new PictureDecoder(new PictureLimits(MAX_PIXELS), budget);

  static Stream<byte[]> seeds() throws Exception {
    BufferedImage image = new BufferedImage(23, 17, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    for (int i = 0; i < 23 * 17; i++) {
      image.setRGB(i % 23, i / 23, random.nextInt());
    }
    Stream<byte[]> pngs =
        Stream.of(0, 2, 3, 4, 6)
            .map(colour -> new TestPng(9, 7, 8, colour).interlaced(colour > 2).encode());
    return Stream.concat(
            pngs,
            Stream.of(
                ImageFiles.jpeg(image), ImageFiles.progressiveJpeg(image), ImageFiles.png(image)))
        .map(PictureFuzzTest::withOptions);
  }

  private static byte[] withOptions(byte[] picture) {
    byte[] input = new byte[OPTIONS + picture.length];
    Arrays.fill(input, 0, OPTIONS, (byte) 3);
    System.arraycopy(picture, 0, input, OPTIONS, picture.length);
    return input;
  }

  /** Takes a byte for each edge of an area, and the rest for a picture. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreAPictureOrRefused(byte[] input) {
    if (input.length < OPTIONS) {
      return;
    }
    tryToOpen(input);
    // Once more: the first time may have loaded classes.
    long before = THREADS.getCurrentThreadAllocatedBytes();
    tryToOpen(input);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (allocated > MAX_BYTES) {
      throw new AssertionError(allocated + " bytes allocated");
    }
    // Waits for ever if a part of it was not given back.
    budget.reserve(budget.bytes()).close();
    decoder.orientation(Arrays.copyOfRange(input, OPTIONS, input.length));
  }

  private void tryToOpen(byte[] input) {
    try (PictureSource source = decoder.open(input, OPTIONS, input.length - OPTIONS)) {
      look(source, input);
    } catch (PictureException refused) {
      if (refused.problem() == Problem.OUT_OF_MEMORY
          || !refused.getMessage().contains("expected: ")) {
        throw new AssertionError(refused);
      }
    }
  }

  private static void look(PictureSource source, byte[] edges) throws PictureException {
    int width = source.width();
    int height = source.height();
    if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
      throw new AssertionError("%dx%d".formatted(width, height));
    }
    int x = (edges[0] & 0xff) % width;
    int y = (edges[1] & 0xff) % height;
    PixelArea area =
        new PixelArea(
            x, y, 1 + (edges[2] & 0xff) % (width - x), 1 + (edges[3] & 0xff) % (height - y));
    int[] part = pixels(source.part(area, 1), area);
    if (!Arrays.equals(part, pixels(source.whole(1), area))) {
      throw new AssertionError(area + " is not as in the whole");
    }
  }

  private static int[] pixels(Picture picture, PixelArea area) {
    int[] pixels = new int[(int) area.size()];
    for (int i = 0; i < pixels.length; i++) {
      int column = area.x() + i % area.width() - picture.left();
      int row = area.y() + i / area.width() - picture.top();
      pixels[i] = picture.rgbAt(column, row);
    }
    return pixels;
  }
}

package io.meshstream.vision.jpeg;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds the decoder whatever bytes a fuzzer comes up with: it may refuse them, with its own
 * exception and in bounded time, and what it decodes is the same in a region as in the whole.
 *
 * <p>A build only replays the corpus in {@code JpegFuzzTestInputs}. To search for more, run {@code
 * bench/fuzz}; what is found is written there as a file and belongs into the repository together
 * with its fix.
 */
class JpegFuzzTest {

  /** Several units in each direction; more pixels show nothing more, and take their time. */
  private static final int MAX_PIXELS = 1 << 13;

  private static final int OPTIONS = 5;
  private static final List<JpegScale> SCALES = List.of(JpegScale.values());

  /** One for all, as in a job: whatever it was given before must not matter. */
  private final JpegDecoder decoder = new JpegDecoder();

  private final PixelMask mask = new PixelMask();
  private final byte[] part = new byte[3 * MAX_PIXELS];
  private final byte[] whole = new byte[3 * MAX_PIXELS];

  static Stream<byte[]> seeds() {
    return Stream.of(JpegSampling.values())
        .flatMap(sampling -> Stream.of(0, 3).map(interval -> jpeg(sampling, interval)))
        .map(jpeg -> join(new byte[] {0, 7, 5, 16, 8}, jpeg));
  }

  private static byte[] jpeg(JpegSampling sampling, int restartInterval) {
    return new TestJpeg(33, 21, 1).sampling(sampling).restartInterval(restartInterval).encode();
  }

  /** Takes a byte for the scale and one for each edge of the region, and the rest for a JPEG. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreDecodedOrRefused(byte[] input) {
    if (input.length < OPTIONS) {
      return;
    }
    JpegHeader header;
    try {
      header = JpegHeader.parse(input, OPTIONS, input.length - OPTIONS, MAX_PIXELS);
    } catch (JpegException refused) {
      requireReason(refused);
      return;
    }
    JpegScale scale = SCALES.get(input[0] & 3);
    int width = scale.of(header.width());
    int height = scale.of(header.height());
    if (height == 0) {
      return;
    }
    JpegRegion region = region(input, width, height);
    Optional<JpegException.Reason> verdict = verdict(header, scale, region, part);
    JpegRegion all = JpegRegion.whole(width, height);
    Optional<JpegException.Reason> expected = verdict(header, scale, all, whole);
    if (!verdict.equals(expected)) {
      throw new AssertionError("%s, but whole %s".formatted(verdict, expected));
    }
    if (verdict.isEmpty()) {
      requireSame(region, width, header.pixelBytes());
      if (scale == JpegScale.FULL) {
        requireSameAlone(header, region, 1 + ((input[0] & 0xff) >> 2));
      }
    }
  }

  /** Decodes a part of the pixels of each row, and whole ones of some rows. */
  private void requireSameAlone(JpegHeader header, JpegRegion region, int step) {
    mask.reset(region);
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x() + y % step; x < region.right(); x += step) {
        mask.add(y, x, x + (y % 8 == 0 ? step : 1 + step / 8));
      }
    }
    Arrays.fill(part, (byte) ~whole[0]);
    try {
      decoder.decode(header, mask, part);
    } catch (JpegException refused) {
      throw new AssertionError("all pixels are decoded, but not some", refused);
    }
    int bytes = header.pixelBytes();
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x() + y % step; x < region.right(); x += step) {
        int at = ((y - region.y()) * region.width() + x - region.x()) * bytes;
        int from = (y * header.width() + x) * bytes;
        if (!Arrays.equals(part, at, at + bytes, whole, from, from + bytes)) {
          throw new AssertionError("%d, %d of %s is not that of the whole".formatted(x, y, region));
        }
      }
    }
  }

  private Optional<JpegException.Reason> verdict(
      JpegHeader header, JpegScale scale, JpegRegion region, byte[] out) {
    try {
      decoder.decode(header, scale, region, out);
      return Optional.empty();
    } catch (JpegException refused) {
      requireReason(refused);
      return Optional.of(refused.reason());
    }
  }

  private static void requireReason(JpegException refused) {
    if (refused.reason() == null || !refused.getMessage().contains("expected: ")) {
      throw new AssertionError(refused);
    }
  }

  private void requireSame(JpegRegion region, int width, int pixelBytes) {
    int row = region.width() * pixelBytes;
    for (int y = 0; y < region.height(); y++) {
      int from = ((region.y() + y) * width + region.x()) * pixelBytes;
      if (!Arrays.equals(part, y * row, (y + 1) * row, whole, from, from + row)) {
        throw new AssertionError("row %d of %s is not that of the whole".formatted(y, region));
      }
    }
  }

  private static JpegRegion region(byte[] edges, int width, int height) {
    int x = (edges[1] & 0xff) % width;
    int y = (edges[2] & 0xff) % height;
    return new JpegRegion(
        x, y, 1 + (edges[3] & 0xff) % (width - x), 1 + (edges[4] & 0xff) % (height - y));
  }

  private static byte[] join(byte[] options, byte[] jpeg) {
    byte[] joined = Arrays.copyOf(options, options.length + jpeg.length);
    System.arraycopy(jpeg, 0, joined, options.length, jpeg.length);
    return joined;
  }
}

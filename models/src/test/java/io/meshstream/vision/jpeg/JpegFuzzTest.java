package io.meshstream.vision.jpeg;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;

/**
 * Feeds the decoder whatever bytes a fuzzer comes up with: it may refuse them, with its own
 * exception and in bounded time, and nothing else.
 *
 * <p>A build only replays the corpus in {@code JpegFuzzTestInputs}. To search for more, run this
 * test alone with the environment variable {@code JAZZER_FUZZ=1}; what is found is written there as
 * a file and belongs into the repository together with its fix.
 */
class JpegFuzzTest {
  private static final int MAX_PIXELS = 1 << 18;

  private static final List<JpegScale> SCALES = List.of(JpegScale.values());

  private final JpegDecoder decoder = new JpegDecoder();
  private final byte[] buffer = new byte[3 * MAX_PIXELS];

  /** Takes a byte for the scale and one for each edge of the region, and the rest for a JPEG. */
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreDecodedOrRefused(byte[] input) {
    if (input.length < 5) {
      return;
    }
    try {
      JpegHeader header = JpegHeader.parse(input, 5, input.length - 5, MAX_PIXELS);
      JpegScale scale = SCALES.get(input[0] & 3);
      int width = scale.of(header.width());
      int height = scale.of(header.height());
      if (height > 0) {
        decoder.decode(header, scale, region(Arrays.copyOf(input, 5), width, height), buffer);
      }
    } catch (JpegException refused) {
      assert refused.reason() != null;
    }
  }

  private static JpegRegion region(byte[] edges, int width, int height) {
    int x = (edges[1] & 0xff) % width;
    int y = (edges[2] & 0xff) % height;
    return new JpegRegion(
        x, y, 1 + (edges[3] & 0xff) % (width - x), 1 + (edges[4] & 0xff) % (height - y));
  }
}

package io.meshstream.vision.jpeg;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Has restart markers put into whatever bytes a fuzzer comes up with: either they are left alone,
 * or every pixel stays. See {@link JpegFuzzTest}.
 */
class RestartMarkersFuzzTest {
  private static final int MAX_PIXELS = 1 << 13;

  /** For all, as in a gateway: whatever they were given before must not matter. */
  private final RestartMarkers markers = new RestartMarkers();

  private final JpegDecoder decoder = new JpegDecoder();
  private final byte[] before = new byte[3 * MAX_PIXELS];
  private final byte[] after = new byte[3 * MAX_PIXELS];

  static Stream<byte[]> seeds() {
    return Stream.of(JpegSampling.values())
        .flatMap(sampling -> Stream.of(0, 3).map(interval -> jpeg(sampling, interval)));
  }

  private static byte[] jpeg(JpegSampling sampling, int restartInterval) {
    return new TestJpeg(33, 41, 1).sampling(sampling).restartInterval(restartInterval).encode();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreLeftAloneOrKeepTheirPixels(byte[] input) throws JpegException {
    JpegHeader header;
    try {
      header = JpegHeader.parse(input, 0, input.length, MAX_PIXELS);
    } catch (JpegException refused) {
      return;
    }
    Optional<byte[]> marked = markers.behindRows(header);
    if (marked.isEmpty()) {
      return;
    }
    byte[] copy = marked.get();
    JpegHeader changed = JpegHeader.parse(copy, 0, copy.length, MAX_PIXELS);
    JpegRegion whole = JpegRegion.whole(header.width(), header.height());
    decoder.decode(header, JpegScale.FULL, whole, before);
    decoder.decode(changed, JpegScale.FULL, whole, after);
    int bytes = header.width() * header.height() * header.pixelBytes();
    if (!Arrays.equals(before, 0, bytes, after, 0, bytes)) {
      throw new AssertionError("pixels have changed");
    }
  }
}

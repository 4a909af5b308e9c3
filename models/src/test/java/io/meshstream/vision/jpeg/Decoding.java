package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.vector.VectorSupport;
import java.util.Arrays;

/** Short ways to decode in tests. */
final class Decoding {
  static final long MAX_PIXELS = 1 << 26;

  private static final ThreadLocal<JpegDecoder> VECTORS =
      ThreadLocal.withInitial(() -> new JpegDecoder(() -> true));
  private static final ThreadLocal<JpegDecoder> NO_VECTORS =
      ThreadLocal.withInitial(() -> new JpegDecoder(() -> false));

  private Decoding() {}

  /** A decoder that computes with vectors, quick or not, or one that does not. */
  static JpegDecoder withVectors(boolean vectors) {
    return (vectors ? VECTORS : NO_VECTORS).get();
  }

  static JpegHeader header(byte[] jpeg) throws JpegException {
    return JpegHeader.parse(jpeg, 0, jpeg.length, MAX_PIXELS);
  }

  /** All pixels at full scale. */
  static byte[] whole(byte[] jpeg) throws JpegException {
    return whole(jpeg, JpegScale.FULL);
  }

  /** All pixels at a scale. */
  static byte[] whole(byte[] jpeg, JpegScale scale) throws JpegException {
    JpegHeader header = header(jpeg);
    int width = scale.of(header.width());
    int height = scale.of(header.height());
    return region(new JpegDecoder(), header, scale, JpegRegion.whole(width, height));
  }

  /** The pixels of a region, which are the same with and without vectors. */
  static byte[] region(JpegDecoder decoder, JpegHeader header, JpegScale scale, JpegRegion region)
      throws JpegException {
    byte[] out = new byte[region.width() * region.height() * header.pixelBytes()];
    decoder.decode(header, scale, region, out);
    if (VectorSupport.isThere()) {
      byte[] other = new byte[out.length];
      withVectors(true).decode(header, scale, region, other);
      assertThat(other).as("with vectors: %s of %s", region, header).isEqualTo(out);
      withVectors(false).decode(header, scale, region, other);
      assertThat(other).as("without vectors: %s of %s", region, header).isEqualTo(out);
    }
    return out;
  }

  /** The pixels of a region, cut from all pixels of a picture so many columns wide. */
  static byte[] cut(byte[] whole, int width, JpegRegion region, int pixelBytes) {
    byte[] cut = new byte[region.width() * region.height() * pixelBytes];
    int row = region.width() * pixelBytes;
    for (int y = 0; y < region.height(); y++) {
      int from = ((region.y() + y) * width + region.x()) * pixelBytes;
      System.arraycopy(Arrays.copyOfRange(whole, from, from + row), 0, cut, y * row, row);
    }
    return cut;
  }
}

package io.meshstream.vision.jpeg;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** What Java's image library makes of a whole JPEG, to compare with. */
final class ImageIoDecoder {
  private static final boolean SMOOTH_ROWS = probe();

  private ImageIoDecoder() {}

  /**
   * Whether this JDK's library is linked with libjpeg-turbo, which smooths the colour of 4:4:0
   * pictures. The libjpeg 6b inside some JDKs repeats it; nothing else is known to differ.
   */
  static boolean smoothsRows() {
    return SMOOTH_ROWS;
  }

  /** All pixels, as {@link JpegDecoder} orders them. */
  static byte[] decode(byte[] jpeg) throws IOException {
    ImageIO.setUseCache(false);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      for (int i = 0; i < pixels.length; i += 3) {
        byte blue = pixels[i];
        pixels[i] = pixels[i + 2];
        pixels[i + 2] = blue;
      }
    } else if (image.getType() != BufferedImage.TYPE_BYTE_GRAY) {
      throw new AssertionError("image type " + image.getType());
    }
    return pixels;
  }

  private static boolean probe() {
    try {
      byte[] pixels = decode(new TestJpeg(1, 16, 1).sampling(JpegSampling.YUV440).encode());
      byte[] ours = Decoding.whole(new TestJpeg(1, 16, 1).sampling(JpegSampling.YUV440).encode());
      return java.util.Arrays.equals(pixels, ours);
    } catch (IOException | JpegException e) {
      throw new AssertionError(e);
    }
  }
}

package io.meshstream.tools.view;

import io.meshstream.vision.image.PictureFormat;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Decides from the first bytes of a picture whether a browser may be given it: it is a JPEG or PNG,
 * and not so large that decoding it would harm the browser.
 */
final class PictureCheck {

  private static final String JPEG = "image/jpeg";
  private static final String PNG = "image/png";
  private static final int PNG_WIDTH_AT = 16;
  private static final int PNG_HEIGHT_AT = 20;
  private static final int PNG_HEADER_BYTES = 24;

  private PictureCheck() {}

  /** Looks at a picture; empty if it had better not be shown. */
  static Optional<PictureView> of(ByteBuffer data, int rotation) {
    if (data.remaining() < PNG_HEADER_BYTES) {
      return Optional.empty();
    }
    int start = data.arrayOffset() + data.position();
    return PictureFormat.startingWith(data.array(), start, data.remaining())
        .flatMap(
            format -> format == PictureFormat.PNG ? png(data, rotation) : jpeg(data, rotation));
  }

  private static Optional<PictureView> png(ByteBuffer data, int rotation) {
    long width = Integer.toUnsignedLong(data.getInt(data.position() + PNG_WIDTH_AT));
    long height = Integer.toUnsignedLong(data.getInt(data.position() + PNG_HEIGHT_AT));
    return isAcceptable(width, height)
        ? Optional.of(new PictureView(PNG, PictureView.UPRIGHT, rotation, data))
        : Optional.empty();
  }

  private static Optional<PictureView> jpeg(ByteBuffer data, int rotation) {
    try {
      JpegHeader header =
          JpegHeader.parse(
              data.array(),
              data.arrayOffset() + data.position(),
              data.remaining(),
              PictureLimits.defaults().maxPixels());
      return Optional.of(new PictureView(JPEG, header.orientation(), rotation, data));
    } catch (JpegException e) {
      return Optional.empty();
    }
  }

  private static boolean isAcceptable(long width, long height) {
    return width > 0 && height > 0 && width <= PictureLimits.defaults().maxPixels() / height;
  }
}

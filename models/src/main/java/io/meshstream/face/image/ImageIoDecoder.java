package io.meshstream.face.image;

import io.meshstream.face.image.PictureException.Problem;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes whole pictures with the JDK's own decoders: PNG, and the JPEGs that nothing else here
 * can.
 *
 * <p>The size that the header states is checked before a pixel is decoded; metadata, EXIF
 * orientation included, is left unread. Alpha is dropped, and grey stays grey. Immutable and
 * thread-safe.
 */
final class ImageIoDecoder {
  private final PictureLimits limits;

  ImageIoDecoder(PictureLimits limits) {
    this.limits = limits;
  }

  Picture decode(EncodedBytes encoded) throws PictureException {
    PictureFormat format = encoded.format();
    int length = encoded.length();
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.imageIoName()).next();
    TruncationListener warnings = new TruncationListener();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(
            new ByteArrayInputStream(encoded.data(), encoded.offset(), length))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(warnings);
      limits.check(reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      if (warnings.truncated()) {
        throw truncated(format, length, null);
      }
      return view(image);
    } catch (EOFException e) {
      throw truncated(format, length, e);
    } catch (IOException | RuntimeException e) {
      // ImageIO lets unchecked exceptions of many kinds escape for damaged data.
      throw new PictureException(
          Problem.CORRUPT,
          format.imageIoName()
              + " picture of "
              + length
              + " bytes: "
              + e.getMessage()
              + " (expected: undamaged data); check the sender",
          e);
    } finally {
      reader.dispose();
    }
  }

  private static PictureException truncated(PictureFormat format, int length, Throwable cause) {
    return new PictureException(
        Problem.TRUNCATED,
        format.imageIoName()
            + " picture: ends early, after "
            + length
            + " bytes (expected: a whole picture); check the sender's size limits",
        cause);
  }

  private static Picture view(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return switch (image.getType()) {
      case BufferedImage.TYPE_3BYTE_BGR -> Picture.bgr(bytes(image), width, height);
      case BufferedImage.TYPE_BYTE_GRAY -> Picture.grey(bytes(image), width, height);
      default -> isGrey(image) ? greyCopy(image) : rgbCopy(image);
    };
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static boolean isGrey(BufferedImage image) {
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /**
   * Grey samples as they are: Java's colour conversion would take them for linear light and
   * brighten them.
   */
  private static Picture greyCopy(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int shift = image.getRaster().getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? 8 : 0;
    byte[] grey = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRaster().getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        grey[y * width + x] = (byte) (row[x] >> shift);
      }
    }
    return Picture.grey(grey, width, height);
  }

  private static Picture rgbCopy(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[Math.multiplyExact(3, width * height)];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return Picture.rgb(rgb, width, height);
  }
}

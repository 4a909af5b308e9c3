package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import io.meshstream.vision.jpeg.JpegHeader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a JPEG that has no parts to speak of with the JDK's decoder, which is libjpeg. It sees
 * the picture without metadata, so that it has no say in what the colours mean.
 */
final class WholeJpeg {
  /** A coefficient of the picture, outside of the heap: all are kept until the last scan. */
  private static final int COEFFICIENT_BYTES = 2;

  private WholeJpeg() {}

  /** Returns the number of bytes that decoding takes, in and beside the heap. */
  static long memory(JpegHeader header) {
    long pixels = (long) header.width() * header.height();
    return pixels * (header.pixelBytes() + COEFFICIENT_BYTES * header.componentCount());
  }

  static Picture decode(EncodedBytes encoded, JpegHeader header) throws PictureException {
    if (!header.hasEnd()) {
      throw new PictureException(
          Problem.TRUNCATED,
          "jpeg picture: ends early, after "
              + encoded.length()
              + " bytes (expected: a whole picture); check the sender's size limits");
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(header.withoutMetadata())) {
      reader.setInput(in, /* seekForwardOnly= */ true, /* ignoreMetadata= */ true);
      return view(reader.read(0));
    } catch (IOException | RuntimeException e) {
      // ImageIO wraps errors, and lets unchecked exceptions of many kinds escape.
      if (memoryError(e) != null) {
        throw PictureException.outOfMemory(encoded.length(), memoryError(e));
      }
      throw new PictureException(
          Problem.CORRUPT,
          "jpeg picture of "
              + encoded.length()
              + " bytes: "
              + e.getMessage()
              + " (expected: undamaged data); check the sender",
          e);
    } finally {
      reader.dispose();
    }
  }

  private static VirtualMachineError memoryError(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError error) {
        return error;
      }
    }
    return null;
  }

  private static Picture view(BufferedImage image) throws IOException {
    byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return switch (image.getType()) {
      case BufferedImage.TYPE_3BYTE_BGR ->
          Picture.bgr(samples, image.getWidth(), image.getHeight());
      case BufferedImage.TYPE_BYTE_GRAY ->
          Picture.grey(samples, image.getWidth(), image.getHeight());
      default -> throw new IOException("image type " + image.getType());
    };
  }
}

package io.meshstream.vision.testing;

import io.meshstream.vision.image.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Encodes images as cameras and files have them, for tests and benchmarks of all modules. */
public final class ImageFiles {

  private ImageFiles() {}

  /** Encodes an image without loss. */
  public static byte[] png(BufferedImage image) {
    return encoded(image, "png");
  }

  /** Encodes an image as a 4:2:0 JPEG of the quality that ImageIO chooses. */
  public static byte[] jpeg(BufferedImage image) {
    return encoded(image, "jpeg");
  }

  /** Encodes an image as a 4:2:0 JPEG of a quality from 0 to 1. */
  public static byte[] jpeg(BufferedImage image, float quality) {
    return jpeg(image, settings -> setQuality(settings, quality), 0);
  }

  private static void setQuality(ImageWriteParam settings, float quality) {
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(quality);
  }

  /**
   * Encodes an image as a 4:2:0 JPEG with restart markers.
   *
   * @param quality from 0 to 1
   * @param interval blocks of 16x16 pixels between two of them
   */
  public static byte[] jpeg(BufferedImage image, float quality, int interval) {
    return jpeg(image, settings -> setQuality(settings, quality), interval);
  }

  private static IIOMetadata withRestarts(IIOMetadata metadata, int interval) {
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    IIOMetadataNode restarts = new IIOMetadataNode("dri");
    restarts.setAttribute("interval", Integer.toString(interval));
    root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
    try {
      metadata.setFromTree(format, root);
    } catch (IIOInvalidTreeException e) {
      throw new IllegalArgumentException(e);
    }
    return metadata;
  }

  /** Encodes an image as a JPEG whose coefficients come in several refining scans. */
  public static byte[] progressiveJpeg(BufferedImage image) {
    return jpeg(image, settings -> settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT), 0);
  }

  private static byte[] jpeg(
      BufferedImage image, Consumer<ImageWriteParam> settings, int interval) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    settings.accept(parameters);
    ImageTypeSpecifier kind = ImageTypeSpecifier.createFromRenderedImage(image);
    IIOMetadata metadata =
        interval == 0
            ? null
            : withRestarts(writer.getDefaultImageMetadata(kind, parameters), interval);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Copies the pixels of a picture into an image. */
  public static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(x, y, picture.rgbAt(x, y));
      }
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("image: no " + format + " has its kind of pixels");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

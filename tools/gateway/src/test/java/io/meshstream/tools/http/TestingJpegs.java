package io.meshstream.tools.http;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small JPEGs of all kinds. */
final class TestingJpegs {

  private TestingJpegs() {}

  /** So many that differ, plain ones and progressive ones in turns. */
  static List<byte[]> some(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> jpeg(Color.getHSBColor(i / 7f, 1, 1), i % 2 == 1))
        .toList();
  }

  static byte[] jpeg(Color colour, boolean progressive) {
    BufferedImage image = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillOval(3, 2, 30, 20);
    graphics.dispose();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** With a whole JPEG in a segment near its beginning, as Exif has it. */
  static byte[] withThumbnail(byte[] jpeg, byte[] thumbnail) {
    int length = thumbnail.length + 2;
    return inserted(
        jpeg,
        join(
            new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length}, thumbnail));
  }

  /** With a segment that says that it has less than no bytes, which decoders put up with. */
  static byte[] withSegmentOfLengthZero(byte[] jpeg) {
    return inserted(jpeg, new byte[] {(byte) 0xff, (byte) 0xe5, 0, 0});
  }

  private static byte[] inserted(byte[] jpeg, byte[] segment) {
    byte[] rest = new byte[jpeg.length - 2];
    System.arraycopy(jpeg, 2, rest, 0, rest.length);
    return join(new byte[] {(byte) 0xff, (byte) 0xd8}, segment, rest);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}

package io.meshstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  private static final int PNG_HEADER_BYTES = 33;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  /** Exif says where the first row and column of the stored picture belong. */
  @ParameterizedTest
  @CsvSource({
    "1, 1 2 3/4 5 6",
    "2, 3 2 1/6 5 4",
    "3, 6 5 4/3 2 1",
    "4, 4 5 6/1 2 3",
    "5, 1 4/2 5/3 6",
    "6, 4 1/5 2/6 3",
    "7, 6 3/5 2/4 1",
    "8, 3 6/2 5/1 4"
  })
  void aPictureIsTurnedAndMirroredAsExifSays(int exif, String upright) throws Exception {
    Picture stored = Picture.grey(new byte[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Orientation orientation = Orientation.ofExif(exif);

    assertThat(shape(stored.oriented(orientation))).isEqualTo(upright);
    try (PictureSource source = PictureSource.of(stored).oriented(orientation)) {
      assertThat(shape(source.whole(1))).isEqualTo(upright);
      assertThat(source.width()).isEqualTo(source.whole(1).width());
      assertThat(source.height()).isEqualTo(source.whole(1).height());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPartOfAnOrientedJpegIsThatPartOfTheWhole(int exif) throws Exception {
    byte[] jpeg = encode(67, 41, "jpeg");
    Picture whole = decoder.decode(jpeg).oriented(Orientation.ofExif(exif));
    try (PictureSource source = decoder.open(jpeg).oriented(Orientation.ofExif(exif))) {
      Picture part = source.part(new PixelArea(11, 7, 20, 13), 1);
      for (int y = 0; y < part.rows(); y++) {
        for (int x = 0; x < part.columns(); x++) {
          assertThat(part.rgbAt(x, y)).isEqualTo(whole.rgbAt(part.left() + x, part.top() + y));
        }
      }
    }
  }

  @Test
  void theOrientationOfAJpegAndOfAPngIsFound() throws IOException {
    byte[] jpeg = encode(4, 4, "jpeg");
    assertThat(decoder.orientation(jpeg)).isEqualTo(Orientation.UPRIGHT);
    assertThat(decoder.orientation(inserted(jpeg, 2, jpegExif(6))))
        .isEqualTo(Orientation.ofExif(6));

    byte[] png = encode(4, 4, "png");
    assertThat(decoder.orientation(png)).isEqualTo(Orientation.UPRIGHT);
    assertThat(decoder.orientation(inserted(png, PNG_HEADER_BYTES, pngExif(5))))
        .isEqualTo(Orientation.ofExif(5));
  }

  @Test
  void whatCannotBeReadIsUpright() throws IOException {
    assertThat(decoder.orientation(new byte[0])).isEqualTo(Orientation.UPRIGHT);
    assertThat(decoder.orientation(new byte[] {-1, -40, -1})).isEqualTo(Orientation.UPRIGHT);
    byte[] png = encode(4, 4, "png");
    byte[] chunk = pngExif(5);
    chunk[0] = 0x7f;
    assertThat(decoder.orientation(inserted(png, PNG_HEADER_BYTES, chunk)))
        .isEqualTo(Orientation.UPRIGHT);
    assertThat(decoder.orientation(inserted(png, PNG_HEADER_BYTES, pngExif(9))))
        .isEqualTo(Orientation.UPRIGHT);
    assertThatThrownBy(() -> Orientation.ofExif(9)).hasMessageContaining("expected: 1 to 8");
  }

  private static byte[] tiff(int orientation) {
    String tiff = "MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0" + (char) orientation + "\0\0\0\0\0\0";
    return tiff.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] jpegExif(int orientation) {
    byte[] tiff = tiff(orientation);
    return ByteBuffer.allocate(10 + tiff.length)
        .putShort((short) 0xffe1)
        .putShort((short) (8 + tiff.length))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(tiff)
        .array();
  }

  private static byte[] pngExif(int orientation) {
    byte[] tiff = tiff(orientation);
    ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length);
    chunk.putInt(tiff.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + tiff.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static byte[] inserted(byte[] data, int at, byte[] part) {
    return ByteBuffer.allocate(data.length + part.length)
        .put(data, 0, at)
        .put(part)
        .put(data, at, data.length - at)
        .array();
  }

  private static byte[] encode(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, 0x10305 * i);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static String shape(Picture picture) {
    StringBuilder shape = new StringBuilder();
    for (int y = 0; y < picture.height(); y++) {
      shape.append(y == 0 ? "" : "/");
      for (int x = 0; x < picture.width(); x++) {
        shape.append(x == 0 ? "" : " ").append(picture.rgbAt(x, y) & 0xff);
      }
    }
    return shape.toString();
  }
}

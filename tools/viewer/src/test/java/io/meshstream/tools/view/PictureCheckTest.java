package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureCheckTest {

  /** EXIF in big-endian order, whose one entry says that the picture lies on its side. */
  private static final byte[] EXIF_ORIENTATION_6 =
      HexFormat.of()
          .parseHex(
              "ffe10022"
                  + "457869660000"
                  + "4d4d002a00000008"
                  + "0001"
                  + "011200030000000100060000"
                  + "00000000");

  @Test
  void jpegsAndPngsAreShown() throws Exception {
    assertThat(PictureCheck.of(ByteBuffer.wrap(jpeg()), 90))
        .hasValueSatisfying(
            picture -> {
              assertThat(picture.mediaType()).isEqualTo("image/jpeg");
              assertThat(picture.orientation()).isEqualTo(1);
              assertThat(picture.rotation()).isEqualTo(90);
            });
    assertThat(PictureCheck.of(ByteBuffer.wrap(Portrait.png()), 0))
        .hasValueSatisfying(picture -> assertThat(picture.mediaType()).isEqualTo("image/png"));
  }

  @Test
  void theOrientationThatABrowserWouldApplyIsTold() throws Exception {
    byte[] plain = jpeg();
    ByteArrayOutputStream turned = new ByteArrayOutputStream();
    turned.write(plain, 0, 2);
    turned.writeBytes(EXIF_ORIENTATION_6);
    turned.write(plain, 2, plain.length - 2);

    assertThat(PictureCheck.of(ByteBuffer.wrap(turned.toByteArray()), 0))
        .hasValueSatisfying(picture -> assertThat(picture.orientation()).isEqualTo(6));
  }

  @Test
  void picturesThatLieInALargerArrayAreFound() throws Exception {
    byte[] jpeg = jpeg();
    byte[] larger = new byte[jpeg.length + 20];
    System.arraycopy(jpeg, 0, larger, 10, jpeg.length);

    assertThat(PictureCheck.of(ByteBuffer.wrap(larger, 10, jpeg.length).slice(), 0)).isPresent();
  }

  @Test
  void picturesThatWouldFillABrowsersMemoryAreNotShown() {
    byte[] png = Portrait.png();
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    assertThat(PictureCheck.of(ByteBuffer.wrap(png), 0)).isEmpty();

    ByteBuffer.wrap(png).putInt(16, -1).putInt(20, -1);
    assertThat(PictureCheck.of(ByteBuffer.wrap(png), 0)).isEmpty();
  }

  @Test
  void whatIsNoPictureIsNotShown() {
    byte[] random = new byte[1000];
    new Random(1).nextBytes(random);

    assertThat(PictureCheck.of(ByteBuffer.wrap(random), 0)).isEmpty();
    assertThat(PictureCheck.of(ByteBuffer.allocate(0), 0)).isEmpty();
    assertThat(PictureCheck.of(ByteBuffer.wrap(Arrays.copyOf(Portrait.png(), 20)), 0)).isEmpty();
  }

  private static byte[] jpeg() {
    return ImageFiles.jpeg(new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB));
  }
}

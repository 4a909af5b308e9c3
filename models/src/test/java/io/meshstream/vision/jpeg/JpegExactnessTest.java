package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegExactnessTest {
  private static final int PICTURES = 40;
  private static final int REGIONS = 8;

  private final JpegDecoder decoder = new JpegDecoder();

  @ParameterizedTest
  @EnumSource
  void everyRegionIsWhatImageIoMakesOfTheWholePicture(JpegSampling sampling) throws Exception {
    assumeComparable(sampling);
    Random random = new Random(sampling.name().hashCode());
    for (int i = 0; i < PICTURES; i++) {
      TestJpeg jpeg =
          new TestJpeg(1 + random.nextInt(150), 1 + random.nextInt(110), random.nextLong())
              .sampling(sampling)
              .jfif()
              .quality(10 + random.nextInt(90))
              .noise(random.nextInt(3) * 40)
              .restartInterval(random.nextBoolean() ? 0 : 1 + random.nextInt(30))
              .frame(random.nextInt(4) == 0 ? Markers.EXTENDED : Markers.BASELINE);
      assertRegionsAreExact((random.nextBoolean() ? jpeg.shuffledCodes() : jpeg).encode(), random);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tinyPicturesAreExact(JpegSampling sampling) throws Exception {
    assumeComparable(sampling);
    Random random = new Random(1);
    for (int width = 1; width <= 20; width++) {
      for (int height = 1; height <= 20; height += 1 + random.nextInt(3)) {
        byte[] jpeg = new TestJpeg(width, height, width).sampling(sampling).jfif().encode();
        assertRegionsAreExact(jpeg, random);
      }
    }
  }

  @Test
  void factorsWithACommonDivisorAreExact() throws Exception {
    byte[] jpeg =
        new TestJpeg(75, 61, 3).factors(new int[] {2, 1, 1}, new int[] {2, 2, 2}).jfif().encode();
    assertThat(Decoding.header(jpeg).sampling()).contains(JpegSampling.YUV422);
    assertRegionsAreExact(jpeg, new Random(1));
  }

  @Test
  void aPictureWithoutHuffmanTablesUsesTheStandardOnes() throws Exception {
    TestJpeg jpeg = new TestJpeg(90, 70, 4).sampling(JpegSampling.YUV422).jfif();
    byte[] with = jpeg.encode();
    byte[] without =
        new TestJpeg(90, 70, 4)
            .sampling(JpegSampling.YUV422)
            .jfif()
            .withoutHuffmanTables()
            .encode();
    assertThat(without.length).isLessThan(with.length);
    assertThat(Decoding.whole(without)).isEqualTo(ImageIoDecoder.decode(with));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.3f, 0.75f, 0.95f})
  void photographsAreExact(float quality) throws Exception {
    Random random = new Random(2);
    assertRegionsAreExact(portrait(512, 512, quality), random);
    assertRegionsAreExact(portrait(641, 367, quality), random);
  }

  /** The expected values are the CRC-32 of what libjpeg-turbo 2.1.5 decodes at each scale. */
  @ParameterizedTest
  @CsvSource({
    "grey, 8f00063c, d102dc5f, a55da90c, ab016660",
    "yuv444, 9569defd, 6193a7e7, ecf10e09, 08ef2de5",
    "yuv422, 6abe8b10, 8f8472c5, 0a17b8ea, b4297bec",
    "yuv440, 39c81880, c2ca34e7, b95c56bc, 4da5f9c0",
    "yuv420, 30632612, a07bd38a, a7255c21, b667f970",
    "yuv411, e1f1445a, 78687c73, 0ccd1e73, f3554d21"
  })
  void everyScaleIsWhatLibjpegTurboMakesOfIt(
      String name, String full, String half, String quarter, String eighth) throws Exception {
    byte[] jpeg = reference(name);
    assertThat(crc(Decoding.whole(jpeg, JpegScale.FULL))).isEqualTo(full);
    assertThat(crc(Decoding.whole(jpeg, JpegScale.HALF))).isEqualTo(half);
    assertThat(crc(Decoding.whole(jpeg, JpegScale.QUARTER))).isEqualTo(quarter);
    assertThat(crc(Decoding.whole(jpeg, JpegScale.EIGHTH))).isEqualTo(eighth);
  }

  @ParameterizedTest
  @EnumSource
  void aRegionOfASmallerScaleIsCutFromTheWholeAtThatScale(JpegSampling sampling) throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 10; i++) {
      int interval = random.nextInt(10);
      byte[] jpeg =
          new TestJpeg(30 + random.nextInt(200), 30 + random.nextInt(200), i)
              .sampling(sampling)
              .jfif()
              .restartInterval(interval)
              .encode();
      JpegHeader header = Decoding.header(jpeg);
      for (JpegScale scale : JpegScale.values()) {
        byte[] whole = Decoding.whole(jpeg, scale);
        int width = scale.of(header.width());
        JpegRegion region = region(random, width, scale.of(header.height()));
        assertThat(Decoding.region(decoder, header, scale, region))
            .as("%s of %s at %s", region, header, scale)
            .isEqualTo(Decoding.cut(whole, width, region, header.pixelBytes()));
      }
    }
  }

  private void assertRegionsAreExact(byte[] jpeg, Random random) throws Exception {
    byte[] expected = ImageIoDecoder.decode(jpeg);
    JpegHeader header = Decoding.header(jpeg);
    int width = header.width();
    int height = header.height();
    for (int i = 0; i < REGIONS; i++) {
      JpegRegion region = i == 0 ? JpegRegion.whole(width, height) : region(random, width, height);
      assertThat(Decoding.region(decoder, header, JpegScale.FULL, region))
          .as("%s of %s", region, header)
          .isEqualTo(Decoding.cut(expected, width, region, header.pixelBytes()));
    }
  }

  private static JpegRegion region(Random random, int width, int height) {
    int x = random.nextInt(width);
    int y = random.nextInt(height);
    return new JpegRegion(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
  }

  private static void assumeComparable(JpegSampling sampling) {
    assumeTrue(
        sampling != JpegSampling.YUV440 || ImageIoDecoder.smoothsRows(),
        "this JDK's ImageIO has libjpeg 6b inside, which decodes 4:4:0 differently");
  }

  private static String crc(byte[] pixels) {
    CRC32 crc = new CRC32();
    crc.update(pixels);
    return String.format("%08x", crc.getValue());
  }

  static byte[] reference(String name) throws IOException {
    try (InputStream in =
        JpegExactnessTest.class.getResourceAsStream("reference/" + name + ".jpg")) {
      return in.readAllBytes();
    }
  }

  private static byte[] portrait(int width, int height, float quality) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.drawImage(
        ImageIO.read(new ByteArrayInputStream(Portrait.png())), 0, 0, width, height, null);
    canvas.dispose();
    return ImageFiles.jpeg(image, quality);
  }
}

package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels that are decoded without those around them are the same. */
class PixelMaskTest {
  private static final int PICTURES = 15;
  private static final int MASKS = 6;

  private final JpegDecoder decoder = new JpegDecoder();

  @ParameterizedTest
  @EnumSource
  void wantedPixelsAreThoseOfTheWholePicture(JpegSampling sampling) throws Exception {
    Random random = new Random(sampling.name().hashCode());
    for (int i = 0; i < PICTURES; i++) {
      TestJpeg jpeg =
          new TestJpeg(1 + random.nextInt(300), 1 + random.nextInt(110), random.nextLong())
              .sampling(sampling)
              .quality(10 + random.nextInt(90))
              .noise(random.nextInt(3) * 40)
              .restartInterval(random.nextBoolean() ? 0 : 1 + random.nextInt(30))
              .frame(random.nextInt(4) == 0 ? Markers.EXTENDED : Markers.BASELINE);
      assertMasksAreExact((random.nextBoolean() ? jpeg.shuffledCodes() : jpeg).encode(), random);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseOfTinyPicturesAreToo(JpegSampling sampling) throws Exception {
    Random random = new Random(1);
    for (int width = 1; width <= 20; width++) {
      int height = 1 + random.nextInt(20);
      assertMasksAreExact(new TestJpeg(width, height, width).sampling(sampling).encode(), random);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void unitsOfUnusualSizesAreTaken(int factor) throws Exception {
    Random random = new Random(factor);
    int[] ones = {1, 1, 1};
    int[] others = {factor, factor, factor};
    assertMasksAreExact(new TestJpeg(203, 97, 1).factors(ones, others).encode(), random);
    assertMasksAreExact(new TestJpeg(203, 97, 1).factors(others, ones).encode(), random);
    int[] mixed = {2, 1, 1};
    assertMasksAreExact(
        new TestJpeg(203, 97, 1).factors(mixed, new int[] {2, 2, 2}).encode(), random);
  }

  @Test
  void blocksWithoutAWantedPixelAreNotTransformed() throws Exception {
    byte[] jpeg = new TestJpeg(320, 240, 1).sampling(JpegSampling.YUV420).encode();
    JpegHeader header = Decoding.header(jpeg);
    PixelMask mask = new PixelMask();
    mask.reset(JpegRegion.whole(320, 240));
    mask.add(100, 40, 41);
    WantedBlocks wanted = new WantedBlocks();
    McuGrid mcus = new McuGrid(20, new Span(0, 20), new Span(0, 15));
    wanted.open(mcus, mask, 16, 16);

    assertThat(wanted.nextWanted(0)).isEqualTo(6 * 20 + 2);
    assertThat(wanted.nextUnwanted(2)).isEqualTo(3);
    assertThat(wanted.rows(5, 12)).isEqualTo(1 << 4);
    assertThat(wanted.rows(4, 12)).isZero();
    assertThat(wanted.rows(5, 13)).isZero();
    assertThat(wanted.nextWanted(6 * 20 + 3)).isEqualTo(15 * 20);
    byte[] out = new byte[3 * 320 * 240];
    decoder.decode(header, mask, out);
    assertThat(out).contains(Decoding.whole(jpeg)[3 * (100 * 320 + 40)]);
  }

  private void assertMasksAreExact(byte[] jpeg, Random random) throws Exception {
    JpegHeader header = Decoding.header(jpeg);
    byte[] whole = Decoding.whole(jpeg);
    for (int i = 0; i < MASKS; i++) {
      Masks.assertExact(decoder, header, whole, random);
    }
  }
}

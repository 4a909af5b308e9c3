package io.meshstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshstream.vision.image.PictureException.Problem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngDecoderTest {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @ParameterizedTest
  @CsvSource({
    "0, 1", "0, 2", "0, 4", "0, 8", "0, 16", "2, 8", "2, 16", "3, 1", "3, 2", "3, 4", "3, 8",
    "4, 8", "4, 16", "6, 8", "6, 16"
  })
  void everyKindOfPngIsDecodedAsLibpngDoes(int colour, int depth) throws Exception {
    for (int width : new int[] {1, 2, 3, 5, 8, 9, 33}) {
      for (int height : new int[] {1, 2, 3, 5, 8, 19}) {
        for (boolean interlaced : new boolean[] {false, true}) {
          TestPng png = new TestPng(width, height, depth, colour).interlaced(interlaced);
          Picture picture = decoder.decode(png.encode());
          assertThat(picture.width()).isEqualTo(width);
          assertThat(picture.height()).isEqualTo(height);
          for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
              assertThat(picture.rgbAt(x, y))
                  .as("%d, %d of %dx%d, interlaced %s", x, y, width, height, interlaced)
                  .isEqualTo(png.rgbAt(x, y));
            }
          }
        }
      }
    }
  }

  @Test
  void pixelsMayComeInManySmallChunks() throws Exception {
    TestPng png = new TestPng(33, 19, 8, 2).chunkBytes(1);
    assertThat(decoder.decode(png.encode()).rgbAt(32, 18)).isEqualTo(png.rgbAt(32, 18));
  }

  @Test
  void noBeginningIsTakenForTheWhole() {
    byte[] png = new TestPng(9, 7, 8, 6).encode();
    for (int length = 8; length < png.length; length++) {
      assertProblem(Arrays.copyOf(png, length), Problem.TRUNCATED, "ends early");
    }
  }

  @Test
  void bytesBehindTheEndAreLeftAlone() throws Exception {
    TestPng png = new TestPng(9, 7, 8, 6);
    byte[] encoded = png.encode();
    assertThat(decoder.decode(Arrays.copyOf(encoded, encoded.length + 99)).rgbAt(8, 6))
        .isEqualTo(png.rgbAt(8, 6));
  }

  /** 100 MB in 100 kB, which nobody needs. */
  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
  void metadataIsNotUnpacked(String type) throws Exception {
    TestPng png = new TestPng(9, 7, 8, 2).chunk(type, TestPng.packed(new byte[100_000_000]));
    byte[] encoded = png.encode();
    assertThat(decoder.decode(encoded).rgbAt(8, 6)).isEqualTo(png.rgbAt(8, 6));
  }

  /** 3 bytes a pixel and 2 rows of 8, where ImageIO takes 11. */
  @Test
  void sixteenBitsTakeNoMoreMemoryThanEight() throws Exception {
    byte[] encoded = new TestPng(400, 300, 16, 6).encode();
    PictureDecoder tight =
        new PictureDecoder(PictureLimits.defaults(), new DecodingBudget(367_000));
    assertThat(tight.decode(encoded).width()).isEqualTo(400);
  }

  /** A picture of one row takes more for its rows than for its pixels. */
  @Test
  void rowsCountAsMemory() throws Exception {
    byte[] encoded = new TestPng(10_000, 1, 16, 6).encode();
    PictureDecoder tight =
        new PictureDecoder(PictureLimits.defaults(), new DecodingBudget(185 * 1024));
    PictureDecoder enough =
        new PictureDecoder(PictureLimits.defaults(), new DecodingBudget(186 * 1024));

    assertThat(enough.decode(encoded).width()).isEqualTo(10_000);
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> tight.decode(encoded))
        .matches(e -> e.problem() == Problem.TOO_LARGE);
  }

  @Test
  void whatContradictsTheFormatIsCorrupt() {
    byte[] png = new TestPng(9, 7, 8, 2).encode();
    assertProblem(changed(png, 24, 3), Problem.CORRUPT, "colour type: 2 of 3 bits");
    assertProblem(changed(png, 25, 1), Problem.CORRUPT, "colour type: 1");
    assertProblem(changed(png, 25, 3), Problem.CORRUPT, "palette: missing");
    assertProblem(changed(png, 26, 1), Problem.CORRUPT, "compression 1");
    assertProblem(changed(png, 28, 2), Problem.CORRUPT, "interlace 2");
    assertProblem(changed(png, 19, 0), Problem.CORRUPT, "size: 0x7");
    assertProblem(changed(png, 12, 'J'), Problem.CORRUPT, "header: missing");
    assertProblem(changed(png, 33, 0x80), Problem.CORRUPT, "chunk");
    assertProblem(changed(png, 37, 1), Problem.CORRUPT, "chunk");
    assertProblem(changed(png, 41, 7), Problem.CORRUPT, "pixels");
  }

  @Test
  void fewerPixelsThanAnnouncedAreAnEarlyEnd() {
    byte[] png = changed(new TestPng(9, 7, 8, 2).encode(), 23, 8);
    assertProblem(png, Problem.TRUNCATED, "ends early");
  }

  private static byte[] changed(byte[] png, int at, int value) {
    byte[] changed = png.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private void assertProblem(byte[] data, Problem problem, String text) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> decoder.decode(data))
        .withMessageContaining(text)
        .matches(e -> e.problem() == problem);
  }
}

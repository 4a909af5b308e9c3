package io.meshstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {
  /** a b c above d e f, one colour each. */
  private final Picture picture =
      Picture.rgb(new byte[] {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6}, 3, 2);

  @Test
  void coloursAreReadInTheirOrder() {
    byte[] pixel = {(byte) 200, 100, 50};
    assertThat(Picture.rgb(pixel, 1, 1).rgbAt(0, 0)).isEqualTo(0xc86432);
    assertThat(Picture.bgr(pixel, 1, 1).rgbAt(0, 0)).isEqualTo(0x3264c8);
    assertThat(Picture.grey(pixel, 1, 1).rgbAt(0, 0)).isEqualTo(0xc8c8c8);
  }

  @Test
  void turningClockwiseBringsTheLeftColumnToTheTop() {
    assertThat(shape(picture.turned(QuarterTurn.CLOCKWISE))).isEqualTo("4 1/5 2/6 3");
    assertThat(shape(picture.turned(QuarterTurn.HALF))).isEqualTo("6 5 4/3 2 1");
    assertThat(shape(picture.turned(QuarterTurn.COUNTER_CLOCKWISE))).isEqualTo("3 6/2 5/1 4");
  }

  @ParameterizedTest
  @EnumSource(QuarterTurn.class)
  void fourEqualTurnsLeadBack(QuarterTurn turn) {
    Picture turned = picture.turned(turn).turned(turn).turned(turn).turned(turn);
    assertThat(shape(turned)).isEqualTo("1 2 3/4 5 6");
  }

  @Test
  void tooFewBytesAreRefused() {
    assertThatThrownBy(() -> Picture.rgb(new byte[5], 1, 2))
        .hasMessage("picture data: 5 bytes (expected: at least 6 for 1x2)");
    assertThatThrownBy(() -> Picture.rgb(new byte[0], 0, 2)).hasMessageContaining("at least 1x1");
  }

  @Test
  void aPictureThatIsTooLargeForAnArrayIsRefused() {
    assertThatThrownBy(() -> Picture.grey(new byte[8], 65536, 65536))
        .hasMessageContaining("4294967296");
  }

  @Test
  void anOddAngleIsRefused() {
    assertThat(QuarterTurn.ofDegrees(270)).isEqualTo(QuarterTurn.COUNTER_CLOCKWISE);
    assertThatThrownBy(() -> QuarterTurn.ofDegrees(45))
        .hasMessage("rotation: 45 (expected: 0, 90, 180 or 270 degrees clockwise)");
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

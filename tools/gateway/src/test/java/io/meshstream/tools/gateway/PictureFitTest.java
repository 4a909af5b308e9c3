package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.pictures.PictureSize;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFitTest {

  private static final Optional<PictureSize> BOX = Optional.of(new PictureSize(640, 360));

  @ParameterizedTest
  @CsvSource({
    "1280, 720, 640, 360",
    "1920, 1080, 640, 360",
    "640, 480, 480, 360",
    "720, 1280, 202, 360",
    "4096, 64, 640, 10",
    "100000, 1, 640, 2",
  })
  void scalesDownAndKeepsTheShape(int width, int height, int newWidth, int newHeight) {
    assertThat(PictureFit.of(width, height, BOX)).isEqualTo(new PictureFit(newWidth, newHeight));
  }

  @ParameterizedTest
  @CsvSource({"640, 360", "639, 359", "320, 180", "1, 1"})
  void neverScalesUp(int width, int height) {
    assertThat(PictureFit.of(width, height, BOX)).isEqualTo(new PictureFit(width, height));
  }

  @Test
  void leavesPicturesAloneWithoutABox() {
    assertThat(PictureFit.of(5000, 3, Optional.empty())).isEqualTo(new PictureFit(5000, 3));
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "95, 1", "85, 2", "75, 4", "50, 8", "25, 16", "10, 31", "1, 31"})
  void betterQualityIsAFinerScale(int quality, int scale) {
    assertThat(JpegEncoder.scale(quality)).isEqualTo(scale);
  }
}

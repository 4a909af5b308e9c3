package io.meshstream.vision.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.vision.Crops;
import io.meshstream.vision.WorkedExample;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Orientation;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.image.SampleLayout;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.vector.VectorSupport;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorSamplerTest {
  private static final int[] SIDES = {8, 17, 64, 100, 192};
  private static final Region WHOLE = new Region(0.5f, 0.5f, 1, 1, 0);

  @Test
  void theDetectorSeesThePortraitAsInTheWorkedExample() {
    float[] tensor = detectorInput(Portrait.picture());

    JsonNode expected = WorkedExample.at("/short_range_detector/tensor");
    assertThat(mean(tensor)).isCloseTo(expected.get("mean").asDouble(), within(1e-5));
    assertPixel(tensor, 128, 64, 64, expected.get("pixel_y64_x64"));
    assertPixel(tensor, 128, 0, 0, expected.get("pixel_y0_x0"));
    assertPixel(tensor, 128, 70, 40, expected.get("pixel_y40_x70"));
  }

  @Test
  void theDetectorSeesAWidePictureBetweenBlackBars() {
    float[] tensor = detectorInput(Crops.of(Portrait.picture(), new PixelArea(0, 0, 512, 400)));

    JsonNode expected = WorkedExample.at("/short_range_detector_letterboxed_512x400/tensor");
    assertThat(mean(tensor)).isCloseTo(expected.get("mean").asDouble(), within(1e-5));
    assertPixel(tensor, 128, 64, 64, expected.get("pixel_y64_x64"));
    assertPixel(tensor, 128, 0, 0, expected.get("pixel_y0_x0"));
    assertPixel(tensor, 128, 70, 40, expected.get("pixel_y40_x70"));
  }

  @Test
  void theFaceIsCroppedAsInTheWorkedExample() {
    Region region = WorkedExample.region("/roi_from_detection/square_long_true");
    float[] tensor = crop(Portrait.picture(), region, 192, Border.REPLICATE, Sampling.OPENCV);

    JsonNode expected = WorkedExample.at("/face_landmark_2021_10/frame0/crop");
    assertThat(mean(tensor)).isCloseTo(expected.get("mean").asDouble(), within(1e-5));
    for (int channel = 0; channel < 3; channel++) {
      assertThat(tensor[channel * 192 * 192 + 96 * 192 + 96] * 255)
          .isCloseTo(
              (float) expected.get("pixel_y96_x96_u8").get(channel).asDouble(), within(.01f));
      assertThat(tensor[channel * 192 * 192] * 255)
          .isCloseTo((float) expected.get("pixel_y0_x0_u8").get(channel).asDouble(), within(.01f));
    }
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void aCropOfTheModelsSizeIsThePictureItself(Sampling sampling) {
    Picture picture = noise(32, 32, 1);
    float[] tensor = crop(picture, WHOLE, 32, Border.REPLICATE, sampling);

    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        assertThat(rgb(tensor, 32, x, y)).isEqualTo(picture.rgbAt(x, y));
      }
    }
  }

  @Test
  void aQuarterTurnOfTheRegionTurnsATexture() {
    Picture picture = noise(32, 32, 2);
    float[] tensor =
        crop(
            picture,
            new Region(0.5f, 0.5f, 1, 1, (float) (Math.PI / 2)),
            32,
            Border.REPLICATE,
            Sampling.TEXTURE);

    // What the turned region has to its right lies below in the picture.
    Picture turned = picture.turned(QuarterTurn.COUNTER_CLOCKWISE);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        assertThat(rgb(tensor, 32, x, y)).isEqualTo(turned.rgbAt(x, y));
      }
    }
  }

  @Test
  void beyondTheEdgeACropRepeatsTheOutermostPixels() {
    Picture picture = noise(8, 8, 3);
    float[] tensor =
        crop(picture, new Region(0.5f, 0.5f, 3, 3, 0), 24, Border.REPLICATE, Sampling.TEXTURE);

    assertThat(rgb(tensor, 24, 0, 0)).isEqualTo(picture.rgbAt(0, 0));
    assertThat(rgb(tensor, 24, 23, 12)).isEqualTo(picture.rgbAt(7, 4));
    assertThat(rgb(tensor, 24, 12, 23)).isEqualTo(picture.rgbAt(4, 7));
  }

  @Test
  void farOffAndImpossibleRegionsDoNoHarm() {
    Picture picture = noise(8, 8, 4);
    for (Sampling sampling : Sampling.values()) {
      for (float place : new float[] {1e30f, -1e30f, Float.NaN, Float.POSITIVE_INFINITY}) {
        for (Border border : Border.values()) {
          assertThat(crop(picture, new Region(place, place, 1, 1, place), 8, border, sampling))
              .hasSize(3 * 8 * 8);
        }
      }
    }
  }

  /** The build starts the tests of this module with the Vector API. */
  @Test
  void aTextureIsTheSameWithVectorsToTheLastBit() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      Picture picture = anyView(random);
      float size = 0.05f + 2 * random.nextFloat() * random.nextFloat();
      Region region =
          new Region(
              1.5f * random.nextFloat() - 0.25f,
              1.5f * random.nextFloat() - 0.25f,
              size,
              size * (0.5f + random.nextFloat()),
              random.nextInt(4) == 0 ? 0 : 7 * random.nextFloat() - 3.5f);
      int side = SIDES[random.nextInt(SIDES.length)];
      for (Border border : Border.values()) {
        assertThat(crop(picture, region, side, border, Sampling.TEXTURE, () -> true))
            .as("%d pixels of %s of %s", side, region, picture)
            .isEqualTo(crop(picture, region, side, border, Sampling.TEXTURE, () -> false));
      }
    }
  }

  /** A picture, or a part of one, that lies in memory in any of the ways that there are. */
  private static Picture anyView(Random random) {
    int width = 1 + random.nextInt(300);
    int height = 1 + random.nextInt(300);
    PixelArea area = new PixelArea(random.nextInt(20), random.nextInt(20), width, height);
    SampleLayout[] layouts = SampleLayout.values();
    SampleLayout layout = layouts[random.nextInt(layouts.length)];
    byte[] samples =
        new byte[(layout == SampleLayout.GREY ? 1 : 3) * width * height + random.nextInt(2)];
    random.nextBytes(samples);
    Picture part = Picture.part(samples, layout, area, width + 30, height + 40);
    return part.oriented(Orientation.ofExif(random.nextBoolean() ? 1 : 1 + random.nextInt(8)));
  }

  private static float[] detectorInput(Picture picture) {
    FloatBuffer target = FloatBuffer.allocate(3 * 128 * 128);
    new TensorSampler(128, ValueRange.SIGNED, Border.BLACK, Sampling.OPENCV)
        .sample(picture, TensorGrid.letterbox(picture.width(), picture.height()), target);
    return target.array();
  }

  private static float[] crop(
      Picture picture, Region region, int side, Border border, Sampling sampling) {
    return crop(picture, region, side, border, sampling, VectorSupport::isReady);
  }

  private static float[] crop(
      Picture picture,
      Region region,
      int side,
      Border border,
      Sampling sampling,
      BooleanSupplier vectors) {
    FloatBuffer target = FloatBuffer.allocate(3 * side * side);
    new TensorSampler(side, ValueRange.UNIT, border, sampling, vectors)
        .sample(picture, TensorGrid.over(region, picture.width(), picture.height()), target);
    return target.array();
  }

  private static Picture noise(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return Picture.rgb(rgb, width, height);
  }

  private static void assertPixel(float[] tensor, int side, int x, int y, JsonNode expected) {
    for (int channel = 0; channel < 3; channel++) {
      assertThat(tensor[channel * side * side + y * side + x])
          .isCloseTo((float) expected.get(channel).asDouble(), within(1e-5f));
    }
  }

  private static int rgb(float[] tensor, int side, int x, int y) {
    int rgb = 0;
    for (int channel = 0; channel < 3; channel++) {
      rgb = rgb << 8 | Math.round(tensor[channel * side * side + y * side + x] * 255);
    }
    return rgb;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}

package io.meshstream.vision.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Orientation;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Crops of a JPEG of which only their pixels are decoded are those of the whole picture. */
class SampleLatticeTest {
  private static final int SIDE = 24;
  private static final int WIDTH = 437;
  private static final int HEIGHT = 291;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final byte[] jpeg = ImageFiles.jpeg(noise(1));
  private final byte[] other = ImageFiles.jpeg(noise(2));

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void cropsOfAnySizeAndTurnAreExact(Sampling sampling) throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < 400; round++) {
      assertExact(sampling, Orientation.UPRIGHT, regions(random, 1 + random.nextInt(7)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void cropsOfTurnedAndMirroredPicturesAreExact(int exif) throws Exception {
    Random random = new Random(exif);
    for (int round = 0; round < 40; round++) {
      Sampling sampling = round % 2 == 0 ? Sampling.TEXTURE : Sampling.OPENCV;
      assertExact(sampling, Orientation.ofExif(exif), regions(random, 1 + random.nextInt(3)));
    }
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void uprightCropsWhoseSamplesLieOnPixelsAreExact(Sampling sampling) throws Exception {
    for (int step = 1; step <= 10; step++) {
      for (float shift : new float[] {0, 0.5f, 1 / 64f, 31 / 32f}) {
        Region region =
            new Region(
                (200 + shift) / WIDTH,
                (140 - shift) / HEIGHT,
                (float) SIDE * step / WIDTH,
                (float) SIDE * step / HEIGHT,
                0);
        assertExact(sampling, Orientation.UPRIGHT, List.of(region));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void regionsThatAreNoneAreTakenLikeOthers(Sampling sampling) throws Exception {
    List<Region> odd =
        List.of(
            new Region(0.5f, 0.5f, 1e-3f, 1e-3f, 1),
            new Region(0.5f, 0.5f, 0.3f, 0.001f, 0.3f),
            new Region(0.5f, 0.5f, 0.001f, 0.4f, 0.3f),
            new Region(40, -40, 0.3f, 0.3f, 0.1f),
            new Region(0.5f, 0.5f, 1e6f, 1e6f, 0.2f),
            new Region(0.5f, 0.5f, 0.5f, 0.5f, 1e5f),
            new Region(-0.4f, 1.3f, 0.9f, 0.7f, 2),
            new Region(0.5f, 0.5f, 3.5f, 3.5f, 0.7f));
    for (Region region : odd) {
      assertExact(sampling, Orientation.UPRIGHT, List.of(region));
    }
  }

  @Test
  void progressivePicturesAreDecodedWhole() throws Exception {
    byte[] progressive = ImageFiles.progressiveJpeg(noise(1));
    Region region = new Region(0.4f, 0.5f, 0.5f, 0.7f, 0.2f);
    TensorSampler sampler = sampler(Sampling.TEXTURE);
    Picture whole = decoder.decode(progressive);
    try (PictureSource source = decoder.open(progressive)) {
      Picture part = source.part(selection(sampler, List.of(region), WIDTH, HEIGHT), 1);
      assertThat(crop(sampler, part, region)).isEqualTo(crop(sampler, whole, region));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void cropsAtReducedScalesAreThoseOfTheWholePictureAtThatScale(int reduction) throws Exception {
    Random random = new Random(reduction);
    TensorSampler sampler = sampler(Sampling.TEXTURE);
    for (int round = 0; round < 400; round++) {
      Orientation orientation = Orientation.ofExif(1 + random.nextInt(8));
      List<Region> regions = regions(random, 1 + random.nextInt(3));
      List<float[]> expected = new ArrayList<>();
      try (PictureSource source = decoder.open(jpeg).oriented(orientation)) {
        Picture whole = source.whole(reduction);
        regions.forEach(region -> expected.add(crop(sampler, whole, region)));
      }
      try (PictureSource source = decoder.open(jpeg).oriented(orientation)) {
        PixelSelection wanted = selection(sampler, regions, source.width(), source.height());
        Picture part = source.part(wanted, reduction);
        for (int i = 0; i < regions.size(); i++) {
          assertThat(crop(sampler, part, regions.get(i)))
              .as("%s of %s", regions.get(i), regions)
              .isEqualTo(expected.get(i));
        }
      }
    }
  }

  private void assertExact(Sampling sampling, Orientation orientation, List<Region> regions)
      throws PictureException {
    TensorSampler sampler = sampler(sampling);
    Picture whole = decoder.decode(jpeg).oriented(orientation);
    // The buffers that are used next hold another picture.
    try (PictureSource source = decoder.open(other)) {
      source.whole(1);
    }
    try (PictureSource source = decoder.open(jpeg).oriented(orientation)) {
      PixelSelection wanted = selection(sampler, regions, source.width(), source.height());
      Picture part = source.part(wanted, 1);
      for (Region region : regions) {
        assertThat(crop(sampler, part, region))
            .as("%s of %s", region, regions)
            .isEqualTo(crop(sampler, whole, region));
      }
    }
  }

  private static TensorSampler sampler(Sampling sampling) {
    return new TensorSampler(SIDE, ValueRange.UNIT, Border.REPLICATE, sampling);
  }

  private static PixelSelection selection(
      TensorSampler sampler, List<Region> regions, int width, int height) {
    List<SampleLattice> lattices = new ArrayList<>();
    PixelArea area = null;
    for (Region region : regions) {
      TensorGrid grid = TensorGrid.over(region, width, height);
      lattices.add(sampler.lattice(grid, width, height));
      PixelArea footprint = grid.footprint(width, height);
      area = area == null ? footprint : area.union(footprint);
    }
    return new PixelSelection(area, lattices);
  }

  private static float[] crop(TensorSampler sampler, Picture picture, Region region) {
    float[] tensor = new float[3 * SIDE * SIDE];
    TensorGrid grid = TensorGrid.over(region, picture.width(), picture.height());
    sampler.sample(picture, grid, FloatBuffer.wrap(tensor));
    return tensor;
  }

  /** Squares from a few pixels to more than the picture, some of which reach beyond it. */
  private static List<Region> regions(Random random, int count) {
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float side = (float) (12 * Math.pow(40, random.nextDouble()));
      regions.add(
          new Region(
              random.nextFloat() * 1.4f - 0.2f,
              random.nextFloat() * 1.4f - 0.2f,
              side / WIDTH,
              side / HEIGHT * (random.nextInt(4) == 0 ? 0.6f : 1),
              random.nextInt(4) == 0 ? 0 : (random.nextFloat() - 0.5f) * 6));
    }
    return regions;
  }

  private static BufferedImage noise(long seed) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(seed);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }
}

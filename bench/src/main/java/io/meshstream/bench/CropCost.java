package io.meshstream.bench;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.sampling.Border;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.sampling.TensorSampler;
import io.meshstream.vision.sampling.ValueRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to get the landmark model's inputs out of a Full HD JPEG, by number and size of
 * faces: processor time of one thread with all pixels around the faces decoded, and with those that
 * the crops are made of, in turns.
 */
public final class CropCost {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int INPUT_SIDE = 192;

  /** How much larger than a face the region around it is. */
  private static final float REGION_PER_FACE = 1.76f;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final TensorSampler sampler =
      new TensorSampler(INPUT_SIDE, ValueRange.UNIT, Border.REPLICATE, Sampling.TEXTURE);
  private final FloatBuffer input =
      ByteBuffer.allocateDirect(3 * INPUT_SIDE * INPUT_SIDE * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();

  private CropCost() {}

  /** Faces of a frame. */
  private record Scene(String name, List<Region> regions) {}

  public static void main(String[] arguments) throws PictureException {
    System.out.printf(
        "CPU ms of decoding and cropping a frame of %dx%d, median of %d rounds; "
            + "ratios of rounds: min, median, max%n",
        WIDTH, HEIGHT, PairedRounds.ROUNDS);
    System.out.printf(
        "%-16s %-24s %8s %8s   %s%n", "frame", "faces", "all", "crops", "crops / all");
    CropCost cost = new CropCost();
    for (SampleFrame frame : List.of(SampleFrame.SOFT_1080P, SampleFrame.DETAILED_1080P)) {
      byte[] jpeg = frame.jpeg();
      for (Scene scene : scenes()) {
        cost.measure(frame, jpeg, scene);
      }
    }
  }

  private static List<Scene> scenes() {
    List<Scene> scenes = new ArrayList<>();
    for (int face : new int[] {150, 220, 300, 450, 600, 1000}) {
      for (int degrees : new int[] {0, 3, 11}) {
        float roll = (float) Math.toRadians(degrees);
        scenes.add(
            new Scene(
                "1 of " + face + " px, " + degrees + " deg",
                List.of(region(face, 0.5f, 0.5f, roll))));
      }
    }
    // From left to right at different heights, leaning to either side.
    for (int count : new int[] {2, 4, 7}) {
      List<Region> regions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        float x = (i + 0.5f) / count;
        float y = i % 2 == 0 ? 0.3f : 0.7f;
        regions.add(region(220, x, y, i % 3 == 0 ? -0.2f : 0.15f));
      }
      scenes.add(new Scene(count + " of 220 px", regions));
    }
    return scenes;
  }

  private static Region region(int face, float x, float y, float rotation) {
    float side = REGION_PER_FACE * face;
    return new Region(x, y, side / WIDTH, side / HEIGHT, rotation);
  }

  private void measure(SampleFrame frame, byte[] jpeg, Scene scene) throws PictureException {
    List<SampleLattice> samples = new ArrayList<>();
    PixelArea area = null;
    for (Region region : scene.regions()) {
      TensorGrid grid = TensorGrid.over(region, WIDTH, HEIGHT);
      samples.add(sampler.lattice(grid, WIDTH, HEIGHT));
      PixelArea footprint = grid.footprint(WIDTH, HEIGHT);
      area = area == null ? footprint : area.union(footprint);
    }
    PixelSelection all = PixelSelection.all(area);
    PixelSelection crops = new PixelSelection(area, samples);
    System.out.printf(
        "%-16s %-24s %s%n",
        frame,
        scene.name(),
        PairedRounds.measured(
            () -> crop(jpeg, all, scene.regions()), () -> crop(jpeg, crops, scene.regions())));
  }

  private void crop(byte[] jpeg, PixelSelection wanted, List<Region> regions)
      throws PictureException {
    try (PictureSource source = decoder.open(jpeg)) {
      Picture pixels = source.part(wanted, 1);
      for (Region region : regions) {
        sampler.sample(pixels, TensorGrid.over(region, WIDTH, HEIGHT), input);
      }
    }
  }
}

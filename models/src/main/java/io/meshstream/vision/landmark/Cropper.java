package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.sampling.Border;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.sampling.TensorSampler;
import io.meshstream.vision.sampling.ValueRange;
import io.meshstream.vision.signals.CropQuality;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Fills a landmark model's input with a region of a picture, and measures it if that is asked for.
 * Immutable and thread-safe.
 */
final class Cropper {
  private final int side;
  private final boolean isMeasured;
  private final TensorSampler sampler;

  /**
   * Makes a cropper.
   *
   * @param side width and height of the input in pixels
   */
  Cropper(int side, CropOptions options) {
    this.side = side;
    this.isMeasured = options.measured();
    this.sampler = new TensorSampler(side, ValueRange.UNIT, Border.REPLICATE, options.sampling());
  }

  /** Tells where it looks into a picture of a size to crop a region. */
  SampleLattice samples(Region region, int width, int height) {
    return sampler.lattice(TensorGrid.over(region, width, height), width, height);
  }

  /** Fills an input; tells what it is like if that is asked for. */
  Optional<CropQuality> fill(Picture pixels, TensorGrid grid, FloatBuffer input) {
    sampler.sample(pixels, grid, input);
    return isMeasured ? Optional.of(CropMeter.measure(input, side)) : Optional.empty();
  }
}

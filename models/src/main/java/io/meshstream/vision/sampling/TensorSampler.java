package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.vector.VectorSupport;
import java.nio.FloatBuffer;
import java.util.function.BooleanSupplier;

/**
 * Fills a square model input from a picture: one bilinear sample a tensor pixel, straight from the
 * picture's bytes into planes of red, green and blue.
 *
 * <p>There is no anti-aliasing, as in MediaPipe: large pictures are sampled with a 2x2 kernel too.
 * Immutable and thread-safe.
 */
public final class TensorSampler {
  private final int side;
  private final ValueRange range;
  private final Border border;
  private final Sampling sampling;
  private final BooleanSupplier vectors;

  /** Makes a sampler for inputs of {@code side} x {@code side} pixels. */
  public TensorSampler(int side, ValueRange range, Border border, Sampling sampling) {
    this(side, range, border, sampling, VectorSupport::isReady);
  }

  /**
   * Makes a sampler.
   *
   * @param vectors tells whether to compute with vectors, asked for each picture
   */
  TensorSampler(
      int side, ValueRange range, Border border, Sampling sampling, BooleanSupplier vectors) {
    this.side = side;
    this.range = range;
    this.border = border;
    this.sampling = sampling;
    this.vectors = vectors;
  }

  /**
   * Tells where {@link #sample} looks into a picture.
   *
   * @param width columns of the picture
   * @param height rows of the picture
   */
  public SampleLattice lattice(TensorGrid grid, int width, int height) {
    return switch (sampling) {
      case TEXTURE -> TextureSampling.lattice(grid, side, width, height);
      case OPENCV -> OpenCvSampling.lattice(grid, side);
    };
  }

  /**
   * Samples the picture at the grid's points.
   *
   * @param target 3 x side x side floats from index 0 on, in planes; its position is not used
   */
  public void sample(Picture picture, TensorGrid grid, FloatBuffer target) {
    switch (sampling) {
      case TEXTURE -> {
        if (vectors.getAsBoolean()) {
          new VectorTextureSampling(picture, grid, side, border, range).fill(target);
        } else {
          new TextureSampling(picture, grid, side, border, range).fill(target);
        }
      }
      case OPENCV -> new OpenCvSampling(picture, side, border, range).fill(grid, target);
    }
  }
}

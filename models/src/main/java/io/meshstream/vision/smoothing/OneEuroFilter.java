package io.meshstream.vision.smoothing;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import java.util.Optional;

/**
 * The one-euro filter as MediaPipe's {@code LandmarksSmoothingCalculator} has it: every coordinate
 * is filtered for itself, in pixels, and its speed is taken in sizes of the face, so that near and
 * far faces are treated alike. Times are the frames' own.
 *
 * <p>A frame that was not taken after the one before it, or of which nobody knows when it was
 * taken, is left as it is, and so is the filter. A face so small that its size says nothing (less
 * than a millionth of a pixel) likewise. MediaPipe, too, takes a time of 0 for unknown, but counts
 * a thirtieth of a second from there to the next frame; here the filter begins with that one.
 *
 * <p>As in MediaPipe, the arithmetic is in 64 bits, and what is remembered is rounded to 32.
 * Immutable and thread-safe.
 */
public final class OneEuroFilter {
  private static final double SECONDS_PER_MICRO = 1e-6;
  private static final float SMALLEST_FACE = 1e-6f;
  private static final int COORDINATES = 3;

  private final Smoothing smoothing;

  /** Makes a filter with the parameters of a smoothing. */
  public OneEuroFilter(Smoothing smoothing) {
    this.smoothing = smoothing;
  }

  /**
   * Smooths a face's landmarks.
   *
   * @param width the picture's, in pixels
   * @param height the picture's, in pixels
   * @param atMicros when the picture was taken, in microseconds; below 0 is unknown
   * @param before the state that the frame before left; empty if the face is new
   */
  public FilterStep step(
      Landmarks read, int width, int height, long atMicros, Optional<FilterState> before) {
    Optional<FilterState> last = before.filter(state -> state.read().count() == read.count());
    float size = size(read, width, height);
    if (atMicros <= last.map(FilterState::atMicros).orElse(0L) || !(size >= SMALLEST_FACE)) {
      return new FilterStep(read, last);
    }
    return last.isEmpty()
        ? begun(read, atMicros)
        : next(read, new int[] {width, height, width}, atMicros, last.get(), 1 / size);
  }

  private static float size(Landmarks landmarks, int width, int height) {
    Box box = Box.around(landmarks);
    return (box.width() * width + box.height() * height) / 2;
  }

  private static FilterStep begun(Landmarks read, long atMicros) {
    float[] still = new float[COORDINATES * read.count()];
    return new FilterStep(read, Optional.of(FilterState.wrap(atMicros, read, read, still)));
  }

  private FilterStep next(
      Landmarks read, int[] scales, long atMicros, FilterState last, float perPixel) {
    double frequency = 1 / ((atMicros - last.atMicros()) * SECONDS_PER_MICRO);
    float speedWeight = weight(smoothing.derivativeCutoff(), frequency);
    float[] smoothed = new float[COORDINATES * read.count()];
    float[] speeds = new float[smoothed.length];
    for (int i = 0; i < smoothed.length; i++) {
      int scale = scales[i % COORDINATES];
      float value = read.value(i) * scale;
      float lastRead = last.read().value(i) * scale;
      float lastSmoothed = last.smoothed().value(i) * scale;
      double speed = ((double) value - lastRead) * perPixel * frequency;
      speeds[i] = blended((float) speed, last.speed(i), speedWeight);
      double cutoff = smoothing.minCutoff() + smoothing.beta() * Math.abs(speeds[i]);
      smoothed[i] = blended(value, lastSmoothed, weight(cutoff, frequency)) / scale;
    }
    Landmarks landmarks = Landmarks.wrap(smoothed);
    return new FilterStep(
        landmarks, Optional.of(FilterState.wrap(atMicros, read, landmarks, speeds)));
  }

  /** Returns the weight of a new value in a low-pass filter. */
  private static float weight(double cutoff, double frequency) {
    double period = 1 / frequency;
    double timeConstant = 1 / (2 * Math.PI * cutoff);
    return (float) (1 / (1 + timeConstant / period));
  }

  private static float blended(float value, float before, float weight) {
    return (float) (weight * value + (1.0 - weight) * before);
  }
}

package io.meshstream.vision.smoothing;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Arrays;

/**
 * What a filter remembers of a face between two frames. Immutable.
 *
 * <p>Three numbers for each coordinate: 16.8 kB for 468 points.
 */
public final class FilterState {
  private final long atMicros;
  private final Landmarks read;
  private final Landmarks smoothed;
  private final float[] speeds;

  private FilterState(long atMicros, Landmarks read, Landmarks smoothed, float[] speeds) {
    this.atMicros = atMicros;
    this.read = read;
    this.smoothed = smoothed;
    this.speeds = speeds;
  }

  /**
   * Makes a state.
   *
   * @param atMicros when the frame was taken, in microseconds; above 0
   * @param read the landmarks that the model read in it
   * @param smoothed what the filter made of them
   * @param speeds the smoothed speed of each coordinate, in sizes of the face a second; taken over,
   *     so the caller must not touch them again
   */
  public static FilterState wrap(
      long atMicros, Landmarks read, Landmarks smoothed, float[] speeds) {
    if (read.count() != smoothed.count() || speeds.length != 3 * read.count()) {
      throw new IllegalArgumentException(
          "filter state: %d, %d and %d values (expected: equally many)"
              .formatted(3 * read.count(), 3 * smoothed.count(), speeds.length));
    }
    return new FilterState(atMicros, read, smoothed, speeds);
  }

  /** Returns when the frame was taken, in microseconds. */
  public long atMicros() {
    return atMicros;
  }

  /** Returns the landmarks that the model read in it. */
  public Landmarks read() {
    return read;
  }

  /** Returns what the filter made of them. */
  public Landmarks smoothed() {
    return smoothed;
  }

  /** Returns a copy of the smoothed speeds: of x, y, z of each point, one after another. */
  public float[] speeds() {
    return speeds.clone();
  }

  float speed(int index) {
    return speeds[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilterState that
        && atMicros == that.atMicros
        && read.equals(that.read)
        && smoothed.equals(that.smoothed)
        && Arrays.equals(speeds, that.speeds);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(atMicros) + read.hashCode();
  }

  @Override
  public String toString() {
    return "FilterState[" + atMicros + ", " + read + "]";
  }
}

package io.meshstream.schemas.producer;

import java.util.Objects;

/**
 * How much may be in flight, that is handed over by cameras and not yet acknowledged by Kafka, and
 * what becomes of a frame beyond that.
 *
 * <p>Frames in flight cannot be taken back, so it is the newest frame that finds no room. How old a
 * camera's frames become while Kafka is slow is therefore bounded by {@code framesPerCamera}.
 *
 * @param framesPerCamera the most frames of one camera, at least 1
 * @param bytes the most bytes of all cameras together, at least 1; a single frame is always let
 *     through, however large
 * @param whenFull what becomes of a frame that does not fit, of a camera for which nothing else was
 *     said
 */
public record SendLimits(int framesPerCamera, long bytes, WhenFull whenFull) {

  private static final int FRAMES = 16;
  private static final long BYTES = 64L * 1024 * 1024;

  /** Checks the numbers. */
  public SendLimits {
    Objects.requireNonNull(whenFull, "whenFull");
    if (framesPerCamera < 1) {
      throw new IllegalArgumentException(
          "frames in flight per camera: " + framesPerCamera + " (expected: at least 1)");
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes in flight: " + bytes + " (expected: at least 1)");
    }
  }

  /** 16 frames a camera, 64 MiB in all; the default. */
  public static SendLimits of(WhenFull whenFull) {
    return new SendLimits(FRAMES, BYTES, whenFull);
  }
}

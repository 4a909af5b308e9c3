package io.meshstream.vision.pose;

import java.io.Serializable;

/**
 * A camera without distortion, whose optical axis meets the middle of the picture.
 *
 * <p>A wrong angle of view makes faces seem nearer or further away by one factor, and turns them
 * slightly where they are away from the middle.
 *
 * @param verticalFov the angle between the picture's upper and lower edge in degrees, 1 to 179
 */
public record PerspectiveCamera(double verticalFov) implements Serializable {
  /** The rule that an angle of view has to follow, for people. */
  public static final String RULE = "1 to 179 degrees, between the upper and lower edge";

  private static final double LEAST = 1;
  private static final double MOST = 179;
  private static final PerspectiveCamera MEDIA_PIPE = new PerspectiveCamera(63);

  /** Checks the angle. */
  public PerspectiveCamera {
    if (!isPossible(verticalFov)) {
      throw new IllegalArgumentException(
          "camera field of view: " + verticalFov + " (expected: " + RULE + ")");
    }
  }

  /** Tells whether an angle of view follows the {@linkplain #RULE rule}. */
  public static boolean isPossible(double verticalFov) {
    return verticalFov >= LEAST && verticalFov <= MOST;
  }

  /**
   * Returns the camera that MediaPipe assumes, whatever took the picture: 63 degrees, from its
   * {@code geometry_pipeline} environment.
   */
  public static PerspectiveCamera mediaPipe() {
    return MEDIA_PIPE;
  }

  /** Returns the height of what it sees at distance 1. */
  double heightAtOne() {
    return 2 * StrictMath.tan(StrictMath.toRadians(verticalFov) / 2);
  }
}

package io.meshstream.schemas.frames;

/**
 * How far a decoded picture must be turned to be upright.
 *
 * @param degrees degrees clockwise: 0, 90, 180 or 270
 */
public record Rotation(int degrees) {

  /** The rotation of a picture that is upright as it is. */
  public static final Rotation NONE = new Rotation(0);

  /** Checks that it is one of the four. */
  public Rotation {
    if (!isValid(degrees)) {
      throw new IllegalArgumentException(
          "rotation: " + degrees + " (expected: 0, 90, 180 or 270 degrees clockwise)");
    }
  }

  /** Tells whether there is a rotation by so many degrees. */
  public static boolean isValid(int degrees) {
    return degrees >= 0 && degrees <= 270 && degrees % 90 == 0;
  }
}

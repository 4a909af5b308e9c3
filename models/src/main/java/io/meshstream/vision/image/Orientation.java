package io.meshstream.vision.image;

import java.util.Objects;

/**
 * How a picture has to be changed to be seen upright: mirrored first, if at all, then turned. These
 * are Exif's eight orientations.
 *
 * @param mirrored whether left and right change places
 * @param turn the clockwise turn that follows
 */
public record Orientation(boolean mirrored, QuarterTurn turn) {
  /** The orientation of a picture that is upright already. */
  public static final Orientation UPRIGHT = new Orientation(false, QuarterTurn.NONE);

  /** Checks that there is a turn. */
  public Orientation {
    Objects.requireNonNull(turn, "turn");
  }

  /**
   * Returns the orientation that an Exif number stands for.
   *
   * @throws IllegalArgumentException if {@code number} is not from 1, upright, to 8
   */
  public static Orientation ofExif(int number) {
    return switch (number) {
      case 1 -> UPRIGHT;
      case 2 -> new Orientation(true, QuarterTurn.NONE);
      case 3 -> new Orientation(false, QuarterTurn.HALF);
      case 4 -> new Orientation(true, QuarterTurn.HALF);
      case 5 -> new Orientation(true, QuarterTurn.COUNTER_CLOCKWISE);
      case 6 -> new Orientation(false, QuarterTurn.CLOCKWISE);
      case 7 -> new Orientation(true, QuarterTurn.CLOCKWISE);
      case 8 -> new Orientation(false, QuarterTurn.COUNTER_CLOCKWISE);
      default ->
          throw new IllegalArgumentException(
              "Exif orientation: " + number + " (expected: 1 to 8); take 1 for upright");
    };
  }
}

package io.meshstream.vision.landmark;

import java.util.Arrays;
import java.util.List;

/**
 * What the expression of a face is made of: how strongly each of 52 movements shows in it, 0 to 1.
 * A geometric measure, not one of how anybody feels.
 *
 * <p>Immutable and thread-safe.
 */
public final class Blendshapes {
  private static final List<String> NAMES =
      List.of(
          "_neutral",
          "browDownLeft",
          "browDownRight",
          "browInnerUp",
          "browOuterUpLeft",
          "browOuterUpRight",
          "cheekPuff",
          "cheekSquintLeft",
          "cheekSquintRight",
          "eyeBlinkLeft",
          "eyeBlinkRight",
          "eyeLookDownLeft",
          "eyeLookDownRight",
          "eyeLookInLeft",
          "eyeLookInRight",
          "eyeLookOutLeft",
          "eyeLookOutRight",
          "eyeLookUpLeft",
          "eyeLookUpRight",
          "eyeSquintLeft",
          "eyeSquintRight",
          "eyeWideLeft",
          "eyeWideRight",
          "jawForward",
          "jawLeft",
          "jawOpen",
          "jawRight",
          "mouthClose",
          "mouthDimpleLeft",
          "mouthDimpleRight",
          "mouthFrownLeft",
          "mouthFrownRight",
          "mouthFunnel",
          "mouthLeft",
          "mouthLowerDownLeft",
          "mouthLowerDownRight",
          "mouthPressLeft",
          "mouthPressRight",
          "mouthPucker",
          "mouthRight",
          "mouthRollLower",
          "mouthRollUpper",
          "mouthShrugLower",
          "mouthShrugUpper",
          "mouthSmileLeft",
          "mouthSmileRight",
          "mouthStretchLeft",
          "mouthStretchRight",
          "mouthUpperUpLeft",
          "mouthUpperUpRight",
          "noseSneerLeft",
          "noseSneerRight");

  /** Number of coefficients: 52. */
  public static final int COUNT = NAMES.size();

  private final float[] scores;

  private Blendshapes(float[] scores) {
    this.scores = scores;
  }

  /**
   * Makes blendshapes that take over their coefficients, which the caller must not touch again.
   *
   * @param scores one for each of the names, in their order
   */
  public static Blendshapes wrap(float[] scores) {
    if (scores.length != COUNT) {
      throw new IllegalArgumentException(
          "blendshapes: %d values (expected: %d)".formatted(scores.length, COUNT));
    }
    return new Blendshapes(scores);
  }

  /**
   * Returns what the coefficients are called, in the order of MediaPipe's blendshapes model. But
   * for the first, {@code _neutral}, which means nothing, they are ARKit's; left and right are the
   * subject's.
   */
  public static List<String> names() {
    return NAMES;
  }

  /** Returns the coefficient in a place. */
  public float score(int index) {
    return scores[index];
  }

  /** Returns a copy of all coefficients, in the order of their names. */
  public float[] toArray() {
    return scores.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Blendshapes that && Arrays.equals(scores, that.scores);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(scores);
  }

  @Override
  public String toString() {
    return "Blendshapes" + Arrays.toString(scores);
  }
}

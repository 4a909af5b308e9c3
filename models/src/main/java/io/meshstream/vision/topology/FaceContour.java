package io.meshstream.vision.topology;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The outlines of the parts of a face that ML Kit's Face Contour Detection gives, with as many
 * points each, and which landmarks they are. "Left" and "right" are the subject's.
 *
 * <p>The landmarks of oval, eyebrows, eyes and lips are those of MediaPipe's {@code
 * face_mesh_connections.py}; those of nose and cheeks are the named points of TensorFlow.js' Face
 * Mesh ({@code midwayBetweenEyes}, {@code noseRightCorner}, {@code noseBottom}, {@code
 * noseLeftCorner}, {@code rightCheek}, {@code leftCheek}) and the foremost point of the canonical
 * face. Closed outlines go clockwise in the picture, the oval from the top and eyes from the corner
 * on the left of the picture; open ones go from left to right in the picture, and the bridge of the
 * nose downwards.
 */
public enum FaceContour {
  /** The outline of the face. */
  FACE_OVAL(
      10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
      148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
  /** The upper edge of the left eyebrow. */
  LEFT_EYEBROW_TOP(336, 296, 334, 293, 300),
  /** The lower edge of the left eyebrow. */
  LEFT_EYEBROW_BOTTOM(285, 295, 282, 283, 276),
  /** The upper edge of the right eyebrow. */
  RIGHT_EYEBROW_TOP(70, 63, 105, 66, 107),
  /** The lower edge of the right eyebrow. */
  RIGHT_EYEBROW_BOTTOM(46, 53, 52, 65, 55),
  /** The lids of the left eye. */
  LEFT_EYE(362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382),
  /** The lids of the right eye. */
  RIGHT_EYE(33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
  /** The upper edge of the upper lip, with the corners of the mouth. */
  UPPER_LIP_TOP(61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291),
  /** The lower edge of the upper lip. */
  UPPER_LIP_BOTTOM(191, 80, 81, 82, 13, 312, 311, 310, 415),
  /** The upper edge of the lower lip. */
  LOWER_LIP_TOP(95, 88, 178, 87, 14, 317, 402, 318, 324),
  /** The lower edge of the lower lip. */
  LOWER_LIP_BOTTOM(146, 91, 181, 84, 17, 314, 405, 321, 375),
  /** From between the eyes to the tip of the nose. */
  NOSE_BRIDGE(168, 4),
  /** The base of the nose, from wing to wing. */
  NOSE_BOTTOM(98, 2, 327),
  /** The middle of the left cheek. */
  LEFT_CHEEK(425),
  /** The middle of the right cheek. */
  RIGHT_CHEEK(205);

  private static final int[] ALL =
      Arrays.stream(values()).flatMapToInt(each -> Arrays.stream(each.ids)).toArray();

  /** Never changed. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] ids;

  FaceContour(int... ids) {
    this.ids = ids;
  }

  /** Returns the landmarks that the outline joins, one after another. */
  public List<Integer> landmarks() {
    return IntStream.of(ids).boxed().toList();
  }

  /** Tells whether the last point is joined to the first. */
  public boolean isClosed() {
    return this == FACE_OVAL || this == LEFT_EYE || this == RIGHT_EYE;
  }

  /** Returns how many points all outlines have together: 133. */
  public static int totalPoints() {
    return ALL.length;
  }

  /**
   * Returns the points of all outlines, in the order of the constants.
   *
   * @param landmarks 468 or more points
   * @return x, y, z of each point, one after another, with the units that they have
   */
  public static float[] points(Landmarks landmarks) {
    float[] points = new float[3 * ALL.length];
    for (int i = 0; i < ALL.length; i++) {
      points[3 * i] = landmarks.x(ALL[i]);
      points[3 * i + 1] = landmarks.y(ALL[i]);
      points[3 * i + 2] = landmarks.z(ALL[i]);
    }
    return points;
  }
}

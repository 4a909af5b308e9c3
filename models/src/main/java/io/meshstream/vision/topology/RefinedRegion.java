package io.meshstream.vision.topology;

/**
 * The parts of a face that MediaPipe's attention mesh looks at a second time, and the landmarks of
 * the mesh that it places anew there. Right and left are the subject's.
 *
 * <p>From MediaPipe's {@code face_landmarks_model_loader} and the options of its {@code
 * TensorsToFaceLandmarksWithAttention} graph, in their order.
 */
public enum RefinedRegion {
  /** 80 landmarks of the lips. */
  LIPS("lips", 61, 291),
  /** 71 landmarks around the right eye, those of its contour first. */
  RIGHT_EYE("right_eye", 33, 133),
  /** 71 landmarks around the left eye, those of its contour first. */
  LEFT_EYE("left_eye", 362, 263);

  @SuppressWarnings("ImmutableEnumChecker") // Nobody writes to it.
  private final int[] landmarks;

  private final int leftmost;
  private final int rightmost;

  RefinedRegion(String name, int leftmost, int rightmost) {
    this.landmarks =
        CsvTable.rows("refined-regions.csv").stream()
            .filter(columns -> columns[0].equals(name))
            .mapToInt(columns -> Integer.parseInt(columns[2]))
            .toArray();
    this.leftmost = leftmost;
    this.rightmost = rightmost;
  }

  /** Returns the number of landmarks. */
  public int count() {
    return landmarks.length;
  }

  /** Returns the index of a landmark in the mesh, in the order in which the model has them. */
  public int landmark(int number) {
    return landmarks[number];
  }

  /** Returns the corner that lies to the left in an upright picture. */
  public int leftmost() {
    return leftmost;
  }

  /** Returns the corner that lies to the right, level with the other, in an upright picture. */
  public int rightmost() {
    return rightmost;
  }
}

package io.meshstream.vision.topology;

/**
 * Which of the 478 landmarks the blendshapes model sees, in its order.
 *
 * <p>From MediaPipe's {@code face_blendshapes_graph.cc}. Immutable and thread-safe.
 */
public final class BlendshapePoints {
  private static final int[] IDS =
      CsvTable.rows("blendshape-points.csv").stream()
          .mapToInt(columns -> Integer.parseInt(columns[1]))
          .toArray();

  private BlendshapePoints() {}

  /** Returns how many there are: 146. */
  public static int count() {
    return IDS.length;
  }

  /** Returns the id of the landmark in a place. */
  public static int id(int place) {
    return IDS[place];
  }
}

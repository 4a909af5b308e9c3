package io.meshstream.vision.pose;

import java.util.Arrays;

/**
 * Brings points of the canonical head to where they are before the camera, in centimetres: a
 * rotation, a scale and a translation. Immutable.
 */
public final class PoseMatrix {
  private static final int SIDE = 4;

  private final float[] columns;

  private PoseMatrix(float[] columns) {
    this.columns = columns;
  }

  /**
   * Makes a matrix over a copy of its 16 elements.
   *
   * @param columns column after column, as MediaPipe writes them
   */
  public static PoseMatrix copyOf(float[] columns) {
    if (columns.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          "pose matrix: " + columns.length + " elements (expected: 16, column after column)");
    }
    return new PoseMatrix(columns.clone());
  }

  static PoseMatrix of(Similarity similarity) {
    float[] columns = new float[SIDE * SIDE];
    for (int column = 0; column < 3; column++) {
      for (int row = 0; row < 3; row++) {
        columns[SIDE * column + row] =
            (float) (similarity.scale() * similarity.rotation().element(row, column));
      }
    }
    columns[12] = (float) similarity.x();
    columns[13] = (float) similarity.y();
    columns[14] = (float) similarity.z();
    columns[15] = 1;
    return new PoseMatrix(columns);
  }

  /** Returns an element; row and column from 0. The last column is the translation. */
  public float get(int row, int column) {
    return columns[SIDE * column + row];
  }

  /** Returns the angles and the place of the head. */
  public HeadPose headPose() {
    return HeadPose.of(this);
  }

  /** Returns a copy of all elements, column after column. */
  public float[] toArray() {
    return columns.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PoseMatrix that && Arrays.equals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(columns);
  }

  @Override
  public String toString() {
    return "PoseMatrix" + Arrays.toString(columns);
  }
}

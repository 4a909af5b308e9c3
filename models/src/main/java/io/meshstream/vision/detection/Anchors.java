package io.meshstream.vision.detection;

/**
 * The places that a BlazeFace or BlazePalm detector predicts from: cell centres of its feature
 * maps.
 *
 * <p>All anchors are one unit wide and high ("fixed anchor size" in MediaPipe's {@code
 * SsdAnchorsCalculator}), so only their centres matter.
 */
final class Anchors {
  private final float[] centers;

  private Anchors(float[] centers) {
    this.centers = centers;
  }

  /** Makes 896 anchors: two in each of 16x16 cells, then six in each of 8x8. */
  static Anchors shortRange() {
    return new Anchors(concat(grid(16, 2), grid(8, 6)));
  }

  /** Makes 2,304 anchors: one in each of 48x48 cells. */
  static Anchors fullRange() {
    return new Anchors(grid(48, 1));
  }

  /** Makes 2,016 anchors: two in each of 24x24 cells, then six in each of 12x12. */
  static Anchors palms() {
    return new Anchors(concat(grid(24, 2), grid(12, 6)));
  }

  int count() {
    return centers.length / 2;
  }

  /** Returns x of an anchor's centre, 0 to 1 across the detector's input. */
  float x(int index) {
    return centers[2 * index];
  }

  /** Returns y of an anchor's centre, 0 to 1 down the detector's input. */
  float y(int index) {
    return centers[2 * index + 1];
  }

  private static float[] grid(int cells, int perCell) {
    float[] centers = new float[2 * cells * cells * perCell];
    int at = 0;
    for (int y = 0; y < cells; y++) {
      for (int x = 0; x < cells; x++) {
        for (int k = 0; k < perCell; k++) {
          centers[at++] = (x + 0.5f) / cells;
          centers[at++] = (y + 0.5f) / cells;
        }
      }
    }
    return centers;
  }

  private static float[] concat(float[] first, float[] second) {
    float[] both = new float[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

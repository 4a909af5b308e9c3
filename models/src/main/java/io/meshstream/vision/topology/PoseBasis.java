package io.meshstream.vision.topology;

import java.util.List;

/**
 * The landmarks that say how a head is turned: those that facial expressions move least.
 *
 * <p>From the {@code procrustes_landmark_basis} of MediaPipe's {@code geometry_pipeline_metadata}.
 * Immutable and thread-safe.
 */
public final class PoseBasis {
  private static final List<WeightedLandmark> LANDMARKS =
      CsvTable.rows("pose-basis.csv").stream()
          .map(row -> new WeightedLandmark(Integer.parseInt(row[0]), Float.parseFloat(row[1])))
          .toList();

  private PoseBasis() {}

  /** Returns the 33 landmarks, in ascending order. */
  public static List<WeightedLandmark> landmarks() {
    return LANDMARKS;
  }
}

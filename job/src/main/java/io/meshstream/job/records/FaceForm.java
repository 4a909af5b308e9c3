package io.meshstream.job.records;

import java.io.Serializable;

/**
 * In which form a record holds what was found of a face.
 *
 * @param mesh whether it holds the face's points: landmarks and, if they were asked for, irises and
 *     the metric mesh
 * @param detections whether it holds what the detector saw; a face without landmarks always does
 * @param contours whether it holds the outlines of its parts
 */
public record FaceForm(boolean mesh, boolean detections, boolean contours) implements Serializable {

  /** Returns the form with all that there is of a face but outlines, which its mesh has. */
  public static FaceForm whole() {
    return new FaceForm(/* mesh= */ true, /* detections= */ true, /* contours= */ false);
  }

  /** Returns this form with, or without, outlines. */
  public FaceForm withContours(boolean newContours) {
    return new FaceForm(mesh, detections, newContours);
  }
}

package io.meshstream.job.records;

import java.io.Serializable;

/**
 * In which form a record holds what was found of a face, or of a hand.
 *
 * @param mesh whether it holds their points: landmarks and, if they were asked for, irises and the
 *     metric mesh of a face; landmarks in the picture and in space of a hand
 * @param detections whether it holds what the detector saw; a face without landmarks always does
 * @param contours whether it holds the outlines of the parts of a face
 */
public record FaceForm(boolean mesh, boolean detections, boolean contours) implements Serializable {

  /** Returns the form with all that there is of faces and hands but outlines, which a mesh has. */
  public static FaceForm whole() {
    return new FaceForm(/* mesh= */ true, /* detections= */ true, /* contours= */ false);
  }

  /** Returns this form with, or without, outlines. */
  public FaceForm withContours(boolean newContours) {
    return new FaceForm(mesh, detections, newContours);
  }
}

package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import java.util.Optional;

/**
 * One face of one frame.
 *
 * @param trackId the face's identity; see {@link Track} for the rule
 * @param presence sigmoid of the model's presence logit, 0 to 1, not a calibrated probability; the
 *     detector's score where no landmarks are read
 * @param region the region that was, or would be, cropped for the landmark model
 * @param landmarks the points of the mesh; none where no landmarks are read
 * @param detection what the detector saw of it, if it ran on this frame and saw it where the face
 *     was looked for
 * @param details what was computed from the landmarks
 */
public record Face(
    long trackId,
    float presence,
    Region region,
    Landmarks landmarks,
    Optional<Detection> detection,
    FaceDetails details) {

  /** Makes a face of which no details were computed. */
  public Face(
      long trackId,
      float presence,
      Region region,
      Landmarks landmarks,
      Optional<Detection> detection) {
    this(trackId, presence, region, landmarks, detection, FaceDetails.none());
  }

  /** Returns this face with other landmarks. */
  public Face withLandmarks(Landmarks newLandmarks) {
    return new Face(trackId, presence, region, newLandmarks, detection, details);
  }

  /** Returns this face with other details. */
  public Face withDetails(FaceDetails newDetails) {
    return new Face(trackId, presence, region, landmarks, detection, newDetails);
  }
}

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
 */
public record Face(
    long trackId,
    float presence,
    Region region,
    Landmarks landmarks,
    Optional<Detection> detection) {}

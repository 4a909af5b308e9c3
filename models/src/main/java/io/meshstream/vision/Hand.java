package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import java.util.Optional;

/**
 * One hand of one frame.
 *
 * @param trackId the hand's identity; see {@link Track} for the rule. Hands and faces are numbered
 *     apart
 * @param presence the model's score for a hand in the region, 0 to 1, not a calibrated probability
 * @param handedness which hand it is, by the {@link HandednessRule}
 * @param handednessScore how surely, 0.5 to 1
 * @param region the region that was cropped for the landmark model
 * @param landmarks the 21 points; see {@link io.meshstream.vision.topology.HandLandmark}
 * @param world the same points in metres: x to the right and y down in the picture, smaller z
 *     nearer to the camera, and the origin about the middle of the hand
 * @param palm what the palm detector saw of it, if it ran on this frame and saw it where the hand
 *     was looked for
 */
public record Hand(
    long trackId,
    float presence,
    Handedness handedness,
    float handednessScore,
    Region region,
    Landmarks landmarks,
    Landmarks world,
    Optional<Detection> palm) {}

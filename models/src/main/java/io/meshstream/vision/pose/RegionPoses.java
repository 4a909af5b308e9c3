package io.meshstream.vision.pose;

/**
 * Where things can be put on a face: the regions that ARCore's Augmented Faces has, and its centre.
 * "Left" and "right" are the subject's.
 *
 * <p>Each is a rotation and a place before the camera, in centimetres, without the head's scale. x
 * is to the subject's left, y up, z out of the face. The centre is the origin of the canonical
 * head, behind the nose between the cheeks, with the head's own axes. The others lie on the face's
 * surface as it is now; their z is the canonical head's normal there, and their x is level with the
 * head's.
 *
 * @param noseTip at landmark 4
 * @param foreheadLeft at landmark 333
 * @param foreheadRight at landmark 104
 * @param centre the head's pose
 */
public record RegionPoses(
    PoseMatrix noseTip, PoseMatrix foreheadLeft, PoseMatrix foreheadRight, PoseMatrix centre) {}

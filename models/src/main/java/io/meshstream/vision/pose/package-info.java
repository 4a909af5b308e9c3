/**
 * Where a face is in space: its pose before the camera and its shape in centimetres, from landmarks
 * of a picture.
 *
 * <p>Everything follows MediaPipe's face geometry module. The camera is at the origin and looks
 * along -z; x is to the right of the picture, y up. A head's own axes are those of {@link
 * io.meshstream.vision.topology.CanonicalFace}: x to the subject's left, y up, z out of the face.
 */
package io.meshstream.vision.pose;

package io.meshstream.vision.topology;

/**
 * One landmark of the average face.
 *
 * @param x centimetres to the subject's left, which is to the right in a picture
 * @param y centimetres upwards
 * @param z centimetres towards the camera
 * @param u place in a texture: fraction of its width, from the left
 * @param v place in a texture: fraction of its height, from the top
 */
public record CanonicalPoint(float x, float y, float z, float u, float v) {}

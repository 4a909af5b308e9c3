package io.meshstream.vision.pose;

/**
 * A rotation and a scale about the origin, and a translation after them.
 *
 * @param rotation turns
 * @param scale stretches
 * @param x moves along x
 * @param y moves along y
 * @param z moves along z
 */
record Similarity(Quaternion rotation, double scale, double x, double y, double z) {}

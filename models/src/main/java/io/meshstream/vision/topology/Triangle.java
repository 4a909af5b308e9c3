package io.meshstream.vision.topology;

/**
 * A piece of the face's surface between three landmarks, counter-clockwise to one who looks at the
 * face.
 *
 * @param a id of the first landmark
 * @param b id of the second landmark
 * @param c id of the third landmark
 */
public record Triangle(int a, int b, int c) {}

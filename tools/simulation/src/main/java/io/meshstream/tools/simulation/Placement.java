package io.meshstream.tools.simulation;

/**
 * Where and how a face appears in a picture.
 *
 * @param x the middle of the face, in picture widths from the left edge
 * @param y the middle of the face, in picture heights from the top edge
 * @param size width of the face, in longer sides of the picture
 * @param rotation clockwise angle in radians
 * @param mirrored whether left and right are exchanged
 */
record Placement(double x, double y, double size, double rotation, boolean mirrored) {}

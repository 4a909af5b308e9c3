package io.meshstream.tools.simulation;

/**
 * Where and how a face or a hand appears in a picture.
 *
 * @param x its middle, in picture widths from the left edge
 * @param y its middle, in picture heights from the top edge
 * @param size width of a face, length of a hand, in longer sides of the picture
 * @param rotation clockwise angle in radians
 * @param mirrored whether left and right are exchanged
 */
record Placement(double x, double y, double size, double rotation, boolean mirrored) {}

package io.meshstream.vision.geometry;

/**
 * A point of a picture in normalised coordinates.
 *
 * @param x in picture widths from the left edge
 * @param y in picture heights from the top edge
 */
public record Point(float x, float y) {}

package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Region;

/**
 * A square part of a picture that a detector sees by itself.
 *
 * @param region where it is
 * @param side its side in pixels of the picture
 */
record Tile(Region region, float side) {}

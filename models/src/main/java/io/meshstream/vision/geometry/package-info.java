/**
 * Where things are in a picture: immutable values in normalised coordinates, with the origin in the
 * top left corner, x to the right and y down.
 */
package io.meshstream.vision.geometry;

package io.meshstream.vision.geometry;

/**
 * A rotated rectangle of a picture, the place where a face is looked for.
 *
 * <p>The centre and size are normalised: x and width by the picture's width, y and height by its
 * height. Nothing is clamped, so a region may reach beyond the picture. The rotation is in radians,
 * positive clockwise on the screen because y points down.
 *
 * @param centerX x of the centre, in picture widths from the left edge
 * @param centerY y of the centre, in picture heights from the top edge
 * @param width the side along the region's own x axis, in picture widths
 * @param height the side along the region's own y axis, in picture heights
 * @param rotation clockwise angle of the region's x axis, in radians
 */
public record Region(float centerX, float centerY, float width, float height, float rotation) {

  /**
   * Returns the intersection over union of the two rectangles with their rotation ignored, as
   * MediaPipe's association compares them; 0 when they do not touch or one of them has no area.
   */
  public float overlap(Region other) {
    return Box.around(this).overlap(Box.around(other));
  }
}

package io.meshstream.vision.geometry;

/**
 * An axis-aligned rectangle in normalised picture coordinates.
 *
 * @param xMin left edge, in picture widths
 * @param yMin top edge, in picture heights
 * @param xMax right edge, in picture widths
 * @param yMax bottom edge, in picture heights
 */
public record Box(float xMin, float yMin, float xMax, float yMax) {

  /** Returns the region's rectangle with its rotation ignored. */
  static Box around(Region region) {
    float halfWidth = region.width() / 2;
    float halfHeight = region.height() / 2;
    return new Box(
        region.centerX() - halfWidth,
        region.centerY() - halfHeight,
        region.centerX() + halfWidth,
        region.centerY() + halfHeight);
  }

  /** Returns the smallest box that holds all points; an inverted one where there are none. */
  public static Box around(Landmarks landmarks) {
    float xMin = Float.POSITIVE_INFINITY;
    float yMin = Float.POSITIVE_INFINITY;
    float xMax = Float.NEGATIVE_INFINITY;
    float yMax = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < landmarks.count(); i++) {
      xMin = Math.min(xMin, landmarks.x(i));
      yMin = Math.min(yMin, landmarks.y(i));
      xMax = Math.max(xMax, landmarks.x(i));
      yMax = Math.max(yMax, landmarks.y(i));
    }
    return new Box(xMin, yMin, xMax, yMax);
  }

  /** Returns the box's width; negative when the box is inverted. */
  public float width() {
    return xMax - xMin;
  }

  /** Returns the box's height; negative when the box is inverted. */
  public float height() {
    return yMax - yMin;
  }

  /**
   * Returns the intersection over union; 0 when either box is inverted, when they are apart and
   * when they have no area.
   */
  public float overlap(Box other) {
    float intersection = intersection(other);
    float union = area() + other.area() - intersection;
    return union > 0 ? intersection / union : 0;
  }

  /** Returns the share of this box that lies within another; 0 when this one has no area. */
  public float shareWithin(Box other) {
    float intersection = intersection(other);
    return intersection > 0 ? intersection / area() : 0;
  }

  /** Returns the area that both cover; 0 when either is inverted and when they are apart. */
  private float intersection(Box other) {
    if (isInverted() || other.isInverted() || isApartFrom(other)) {
      return 0;
    }
    return (Math.min(xMax, other.xMax) - Math.max(xMin, other.xMin))
        * (Math.min(yMax, other.yMax) - Math.max(yMin, other.yMin));
  }

  private boolean isInverted() {
    return xMin > xMax || yMin > yMax;
  }

  private boolean isApartFrom(Box other) {
    return xMin > other.xMax || other.xMin > xMax || yMin > other.yMax || other.yMin > yMax;
  }

  private float area() {
    return width() * height();
  }
}

package io.meshstream.vision.signals;

/**
 * One eye's landmarks: its corners, and where its lids are measured. "Left" and "right" are the
 * subject's.
 *
 * @param outer the corner at the temple
 * @param inner the corner at the nose
 * @param outerUpper on the upper lid, a third of the way from the outer corner
 * @param innerUpper on the upper lid, a third of the way from the inner corner
 * @param outerLower on the lower lid, below {@code outerUpper}
 * @param innerLower on the lower lid, below {@code innerUpper}
 * @param iris the middle of the iris
 */
record Eye(
    int outer,
    int inner,
    int outerUpper,
    int innerUpper,
    int outerLower,
    int innerLower,
    int iris) {
  static final Eye RIGHT = new Eye(33, 133, 160, 158, 144, 153, 468);
  static final Eye LEFT = new Eye(263, 362, 387, 385, 373, 380, 473);

  /** Returns the distance of the corners in space, in pixels. */
  double breadth(FacePoints face) {
    return face.distance(outer, inner);
  }

  double openness(FacePoints face) {
    double lids = face.distance(outerUpper, outerLower) + face.distance(innerUpper, innerLower);
    return lids / (2 * breadth(face));
  }
}

package io.meshstream.vision.pose;

/**
 * A rotation as a quaternion of length 1.
 *
 * @param w the real part
 * @param x the first imaginary part
 * @param y the second imaginary part
 * @param z the third imaginary part
 */
record Quaternion(double w, double x, double y, double z) {
  static final Quaternion IDENTITY = new Quaternion(1, 0, 0, 0);

  /** Returns this rotation after another. */
  Quaternion times(Quaternion first) {
    return new Quaternion(
        w * first.w - x * first.x - y * first.y - z * first.z,
        w * first.x + x * first.w + y * first.z - z * first.y,
        w * first.y - x * first.z + y * first.w + z * first.x,
        w * first.z + x * first.y - y * first.x + z * first.w);
  }

  /** Returns an element of the rotation's matrix; row and column from 0. */
  double element(int row, int column) {
    return switch (3 * row + column) {
      case 0 -> 1 - 2 * (y * y + z * z);
      case 1 -> 2 * (x * y - w * z);
      case 2 -> 2 * (x * z + w * y);
      case 3 -> 2 * (x * y + w * z);
      case 4 -> 1 - 2 * (x * x + z * z);
      case 5 -> 2 * (y * z - w * x);
      case 6 -> 2 * (x * z - w * y);
      case 7 -> 2 * (y * z + w * x);
      case 8 -> 1 - 2 * (x * x + y * y);
      default -> throw new IndexOutOfBoundsException("element " + row + ", " + column);
    };
  }
}

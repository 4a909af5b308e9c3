package io.meshstream.tools.gateway;

import io.meshstream.tools.pictures.PictureSize;
import java.util.Optional;

/**
 * How large a picture is once it fits in a box: never larger than it was, its shape kept.
 *
 * @param width columns of pixels, at least 1
 * @param height rows of pixels, at least 1
 */
record PictureFit(int width, int height) {

  static PictureFit of(int width, int height, Optional<PictureSize> box) {
    if (box.isEmpty() || isWithin(width, height, box.get())) {
      return new PictureFit(width, height);
    }
    double factor =
        Math.min((double) box.get().width() / width, (double) box.get().height() / height);
    return new PictureFit(even(width * factor), even(height * factor));
  }

  static boolean isWithin(int width, int height, PictureSize box) {
    return width <= box.width() && height <= box.height();
  }

  /** Chroma has half as many columns and rows. */
  private static int even(double side) {
    return Math.max(2, 2 * (int) Math.round(side / 2));
  }
}

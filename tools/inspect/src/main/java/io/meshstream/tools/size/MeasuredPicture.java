package io.meshstream.tools.size;

import io.meshstream.tools.pictures.PictureSize;

/**
 * What a frame of one face takes of one core with a picture that was measured.
 *
 * @param bytes of the picture
 * @param trackingMillis while the face is tracked
 * @param seekingMillis where it has to be sought
 */
record MeasuredPicture(
    PictureKind kind, PictureSize size, double bytes, double trackingMillis, double seekingMillis) {

  double megapixels() {
    return size.width() * size.height() / 1e6;
  }

  double megabytes() {
    return bytes / 1e6;
  }
}

package io.meshstream.vision;

import java.util.List;

/** Leaves out what was found twice in a frame. Pure, thread-safe. */
interface Duplicates {

  /**
   * Returns the readings that are of one face or hand each, in the same order.
   *
   * @param pictureWidth columns of the picture
   * @param pictureHeight its rows
   */
  List<Reading> removed(List<Reading> readings, int pictureWidth, int pictureHeight);

  /** Returns MediaPipe's way with faces: two tracks may be of one. */
  static Duplicates kept() {
    return (readings, pictureWidth, pictureHeight) -> readings;
  }
}

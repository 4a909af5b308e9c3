package io.meshstream.tools.simulation;

import java.util.List;

/**
 * What a camera shows, over and over: each of its pictures is made once, so that sending them costs
 * the machine next to nothing.
 *
 * @param pictures the pictures in order, at least one
 * @param start index of the picture that comes first
 */
public record Clip(List<ClipPicture> pictures, int start) {

  /** Copies the list, unless its pictures are still to be made. */
  public Clip {
    pictures = pictures instanceof LazyPictures ? pictures : List.copyOf(pictures);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("clip: no pictures (expected: at least one)");
    }
  }

  /** Returns the picture of a frame, counted from 0. */
  public ClipPicture at(long frame) {
    return pictures.get((int) ((start + frame) % pictures.size()));
  }
}

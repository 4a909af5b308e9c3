package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;

/**
 * A face that is no longer there, and whose id is kept for when it comes back. Nothing looks for
 * it: it takes a detection near where it was.
 *
 * @param id the face's identity
 * @param region where it was looked for in the frame that lost it
 * @param frames how many frames have been without it; at least 1
 */
public record LostTrack(long id, Region region, int frames) {

  /** Returns the track of a face that a frame has lost. */
  static LostTrack of(Track track) {
    return new LostTrack(track.id(), track.region(), 1);
  }

  /** Returns the same after another frame without the face. */
  LostTrack aged() {
    return new LostTrack(id, region, frames + 1);
  }
}

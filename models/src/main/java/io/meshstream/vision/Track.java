package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.smoothing.FilterState;
import java.util.Optional;

/**
 * A face that the next frame will look for.
 *
 * <p>A face gets the state's next id in the frame that first finds it present, and keeps it while
 * its region of one frame holds the face in the next, also when the detector finds it anew there. A
 * face that is lost, if only for a frame, comes back under a new id, unless the {@link TrackPolicy}
 * says otherwise. With {@linkplain TrackingOptions#staticImages() static images}, and where faces
 * are only detected, every face is new.
 *
 * @param id the face's identity, kept from frame to frame
 * @param region where the next frame looks, computed from this frame's landmarks
 * @param filter what smooths its landmarks remembers of them; empty where they are not smoothed
 */
public record Track(long id, Region region, Optional<FilterState> filter) {

  /** Makes a track of a face whose landmarks are not smoothed. */
  public Track(long id, Region region) {
    this(id, region, Optional.empty());
  }

  /** Returns this track with another state of the filter. */
  public Track withFilter(Optional<FilterState> newFilter) {
    return new Track(id, region, newFilter);
  }
}

package io.meshstream.vision;

import io.meshstream.vision.geometry.Landmarks;
import java.util.ArrayList;
import java.util.List;

/** The state that another implementation of Face Mesh would be in. */
public final class PeerState {
  private PeerState() {}

  /** The state after a frame of a size in pixels in which these faces were found. */
  public static TaskState after(List<Landmarks> faces, int width, int height) {
    RegionRule regions = new FaceRegionRule(true);
    List<Track> tracks = new ArrayList<>();
    for (Landmarks face : faces) {
      tracks.add(new Track(tracks.size() + 1, regions.around(face, width, height)));
    }
    return new TaskState(tracks, tracks.size() + 1, -1);
  }
}

package io.meshstream.vision;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import java.util.ArrayList;
import java.util.List;

/** The state that another implementation of Face Mesh or Hands would be in. */
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

  /** The state after a frame of a size in pixels in which these hands were found. */
  public static TaskState afterHands(List<Landmarks> hands, int width, int height) {
    return seekingHandsIn(
        hands.stream().map(hand -> HandRegionRule.LEGACY.around(hand, width, height)).toList());
  }

  /** The state in which hands are looked for in these regions next. */
  public static TaskState seekingHandsIn(List<Region> regions) {
    List<Track> tracks = new ArrayList<>();
    for (Region region : regions) {
      tracks.add(new Track(tracks.size() + 1, region));
    }
    return TaskState.initial()
        .withHands(new HandState(tracks, tracks.size() + 1, List.of(), HandState.NEVER));
  }
}

package io.meshstream.vision;

import java.util.List;

/**
 * What is remembered of a camera's hands between two frames: the hands' part of {@link TaskState}.
 *
 * @param tracks the hands of the previous frame, in that frame's output order
 * @param nextTrackId the id that the next new hand gets; ids only grow, so none is used twice
 * @param lost the hands whose ids are kept for when they come back, those lost last first; see
 *     {@link TrackPolicy#lostFrames()}
 * @param framesSincePalms how many frames have gone by since the palm detector ran, 0: it ran on
 *     the previous one; {@value #NEVER}: it is to run on the next one that needs it, and so becomes
 *     what is below. Counts up to {@link HandOptions#MOST_SEEK_EVERY}
 */
public record HandState(
    List<Track> tracks, long nextTrackId, List<LostTrack> lost, int framesSincePalms) {

  /** The number of frames since the palm detector ran where it has not. */
  public static final int NEVER = -1;

  private static final HandState INITIAL = startingAt(1);

  /** Copies the lists. */
  public HandState {
    tracks = List.copyOf(tracks);
    lost = List.copyOf(lost);
    framesSincePalms = Math.max(NEVER, Math.min(framesSincePalms, HandOptions.MOST_SEEK_EVERY));
  }

  /** Returns the state before the first frame: no hand, and 1 as the first track id. */
  public static HandState initial() {
    return INITIAL;
  }

  /** Returns the state before the first frame where earlier track ids have been used already. */
  public static HandState startingAt(long nextTrackId) {
    return new HandState(List.of(), nextTrackId, List.of(), NEVER);
  }

  /** Returns the same state without hands: the next frame seeks anew, and used ids stay used. */
  public HandState withoutTracks() {
    return startingAt(nextTrackId);
  }
}

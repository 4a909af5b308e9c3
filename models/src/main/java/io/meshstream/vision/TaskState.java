package io.meshstream.vision;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All that is remembered of one camera between two frames: a handful of regions.
 *
 * <p>Immutable and small (six numbers a face or hand), so it can be kept, copied and written to a
 * checkpoint after every frame. It belongs to what is tracked, not to a model: another model of the
 * same task goes on with it.
 *
 * @param tracks the faces of the previous frame, in that frame's output order
 * @param nextTrackId the id that the next new face gets; ids only grow, so none is used twice
 * @param trackedAtMicros when the previous frame was taken, by the camera's clock in microseconds;
 *     -1 is unknown, and so becomes what is below
 * @param lost the faces whose ids are kept for when they come back, those lost last first; see
 *     {@link TrackPolicy#lostFrames()}
 * @param nextTile which part of the picture the next frame in which faces are sought begins with;
 *     see {@link TileOptions}
 * @param hands the camera's hands
 */
public record TaskState(
    List<Track> tracks,
    long nextTrackId,
    long trackedAtMicros,
    List<LostTrack> lost,
    int nextTile,
    HandState hands) {
  private static final long UNKNOWN = -1;
  private static final TaskState INITIAL = startingAt(1);

  /** Copies the lists. */
  public TaskState {
    tracks = List.copyOf(tracks);
    lost = List.copyOf(lost);
    trackedAtMicros = Math.max(UNKNOWN, trackedAtMicros);
  }

  /** Makes a state of a camera no hand of which has been tracked. */
  public TaskState(
      List<Track> tracks,
      long nextTrackId,
      long trackedAtMicros,
      List<LostTrack> lost,
      int nextTile) {
    this(tracks, nextTrackId, trackedAtMicros, lost, nextTile, HandState.initial());
  }

  /** Makes such a state with no lost faces, of which the first tile is next. */
  public TaskState(List<Track> tracks, long nextTrackId, long trackedAtMicros) {
    this(tracks, nextTrackId, trackedAtMicros, List.of(), 0);
  }

  /** Returns the state before the first frame: nothing, and 1 as the first track id of either. */
  public static TaskState initial() {
    return INITIAL;
  }

  /**
   * Returns the state before the first frame where earlier track ids of faces have been used
   * already; {@link HandState#startingAt} is that of hands.
   */
  public static TaskState startingAt(long nextTrackId) {
    return new TaskState(List.of(), nextTrackId, UNKNOWN);
  }

  /** Returns the same state with other faces. */
  public TaskState withTracks(List<Track> newTracks) {
    return new TaskState(newTracks, nextTrackId, trackedAtMicros, lost, nextTile, hands);
  }

  /** Returns the same state with other hands. */
  public TaskState withHands(HandState newHands) {
    return new TaskState(tracks, nextTrackId, trackedAtMicros, lost, nextTile, newHands);
  }

  /**
   * Returns the same state without faces and hands: the next frame seeks anew, and used ids stay
   * used.
   */
  public TaskState withoutTracks() {
    return new TaskState(
        List.of(), nextTrackId, trackedAtMicros, List.of(), nextTile, hands.withoutTracks());
  }

  /**
   * Tells whether the previous frame was taken more than some time before another, by the camera's
   * clock. It was not where either time is unknown, nor where the clock went back.
   *
   * @param timeToLive how long it may be; zero: for ever
   * @param capturedAtMicros when the other frame was taken; below 0 is unknown
   */
  public boolean isOlderThan(Duration timeToLive, long capturedAtMicros) {
    return !timeToLive.isZero()
        && trackedAtMicros >= 0
        && capturedAtMicros >= 0
        && capturedAtMicros - trackedAtMicros > TimeUnit.MICROSECONDS.convert(timeToLive);
  }
}

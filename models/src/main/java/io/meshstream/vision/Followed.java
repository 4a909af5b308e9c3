package io.meshstream.vision;

import java.util.List;

/**
 * What a frame leaves to the next one of faces, or of hands: a part of {@link TaskState}.
 *
 * @param tracks those found, in the frame's output order
 * @param nextTrackId the id that the next new one gets
 * @param lost those whose ids are kept for when they come back, those lost last first
 * @param nextTile which part of the picture the detector has next
 * @param framesSinceDetector how many frames have gone by since the detector ran; {@link
 *     HandState#NEVER} where it is to run on the next frame that needs it
 */
record Followed(
    List<Track> tracks,
    long nextTrackId,
    List<LostTrack> lost,
    int nextTile,
    int framesSinceDetector) {

  static Followed faces(TaskState state) {
    return new Followed(
        state.tracks(), state.nextTrackId(), state.lost(), state.nextTile(), HandState.NEVER);
  }

  static Followed hands(TaskState state) {
    HandState hands = state.hands();
    return new Followed(
        hands.tracks(), hands.nextTrackId(), hands.lost(), 0, hands.framesSincePalms());
  }
}

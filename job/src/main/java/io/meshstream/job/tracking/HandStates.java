package io.meshstream.job.tracking;

import io.meshstream.vision.HandState;
import io.meshstream.vision.LostTrack;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Region;

/** Turns what is remembered of a camera's hands into the form that checkpoints hold, and back. */
final class HandStates {

  private HandStates() {}

  /** Returns the stored form; {@code null} if there is nothing to remember. */
  static HandsState stored(HandState hands) {
    return hands.equals(HandState.initial())
        ? null
        : new HandsState(
            hands.nextTrackId(),
            hands.tracks().stream().map(HandStates::stored).toList(),
            hands.lost().stream().map(HandStates::stored).toList(),
            hands.framesSincePalms());
  }

  private static TrackedHandState stored(Track track) {
    Region region = track.region();
    return new TrackedHandState(
        track.id(),
        region.centerX(),
        region.centerY(),
        region.width(),
        region.height(),
        region.rotation());
  }

  private static LostHandState stored(LostTrack track) {
    Region region = track.region();
    return new LostHandState(
        track.id(),
        region.centerX(),
        region.centerY(),
        region.width(),
        region.height(),
        region.rotation(),
        track.frames());
  }

  /** Returns what was stored; {@code null} is that there was nothing to remember. */
  static HandState restored(HandsState hands) {
    return hands == null
        ? HandState.initial()
        : new HandState(
            hands.getTracks().stream().map(HandStates::restored).toList(),
            hands.getNextTrackId(),
            hands.getLost().stream().map(HandStates::restored).toList(),
            hands.getFramesSincePalms());
  }

  private static Track restored(TrackedHandState hand) {
    Region region =
        new Region(
            hand.getCenterX(),
            hand.getCenterY(),
            hand.getWidth(),
            hand.getHeight(),
            hand.getRotation());
    return new Track(hand.getTrackId(), region);
  }

  private static LostTrack restored(LostHandState hand) {
    Region region =
        new Region(
            hand.getCenterX(),
            hand.getCenterY(),
            hand.getWidth(),
            hand.getHeight(),
            hand.getRotation());
    return new LostTrack(hand.getTrackId(), region, hand.getFrames());
  }
}

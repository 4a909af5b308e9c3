package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.landmark.HandEstimate;
import io.meshstream.vision.landmark.LandmarkResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands that are tracked from frame to frame: the loop of MediaPipe's legacy {@code
 * hand_landmark_tracking} graph (0.8.9 and later), or that of Tasks' {@code HandLandmarkerGraph}.
 *
 * @param search looks where hands were, and for new ones
 * @param mirrored whether pictures are taken to be mirrored, which says what is a left hand
 */
record HandTracking(RegionSearch search, boolean mirrored) implements Subject {

  @Override
  public Look look(TaskState known, Frame frame) {
    return new TrackingLook(
        search,
        Followed.hands(known),
        frame,
        (roll, soFar) -> reported(roll, frame.picture(), soFar));
  }

  private TaskStep reported(Roll roll, PictureSource picture, TaskStep soFar) {
    List<Hand> hands = new ArrayList<>();
    List<Track> tracks = new ArrayList<>();
    for (Roll.Entry entry : roll.found()) {
      Hand hand = hand(entry.id(), entry.reading());
      Region next = search.regions().around(hand.landmarks(), picture.width(), picture.height());
      hands.add(hand);
      tracks.add(new Track(hand.trackId(), next));
    }
    HandState state =
        new HandState(tracks, roll.nextTrackId(), roll.lost(), roll.framesSinceDetector());
    return new TaskStep(
        soFar.state().withHands(state),
        new TaskResult(
            soFar.result().faces(), soFar.result().detections(), hands, roll.detections()));
  }

  private Hand hand(long id, Reading reading) {
    Candidate candidate = reading.candidate();
    LandmarkResult found = reading.result();
    HandEstimate estimate = found.hand().orElseThrow();
    float mirroredLeft = estimate.mirroredLeft();
    float mirroredRight = 1 - mirroredLeft;
    boolean isLeft = mirroredLeft >= mirroredRight == mirrored;
    return new Hand(
        id,
        (float) found.presence(),
        isLeft ? Handedness.LEFT : Handedness.RIGHT,
        Math.max(mirroredLeft, mirroredRight),
        candidate.region(),
        found.landmarks(),
        estimate.world(),
        candidate.detection());
  }
}

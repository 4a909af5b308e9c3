package io.meshstream.job.records;

import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Handedness;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.geometry.Landmarks;
import java.util.List;
import java.util.Optional;

/**
 * Maps hands as the library finds them to hands as records hold them, and back.
 *
 * <p>Both have the same units and coordinates, so numbers pass as they are. A hand whose landmarks
 * are not to leave the job has empty lists of them.
 */
public final class HandRecords {

  private static final float[] NO_LANDMARKS = {};

  /** What a hand takes beside its lists of numbers, and with a detection, generously. */
  private static final int HAND_OVERHEAD_BYTES = 200;

  private HandRecords() {}

  /** Returns the hands of a record. */
  public static List<Hand> of(TaskResult result, FaceForm form) {
    return result.hands().stream().map(hand -> of(hand, form)).toList();
  }

  /** Returns the hand of a record. */
  public static Hand of(io.meshstream.vision.Hand hand, FaceForm form) {
    return Hand.newBuilder()
        .setTrackId(hand.trackId())
        .setPresence(hand.presence())
        .setHandedness(
            switch (hand.handedness()) {
              case LEFT -> Handedness.LEFT;
              case RIGHT -> Handedness.RIGHT;
            })
        .setHandednessScore(hand.handednessScore())
        .setRegion(RegionRecords.of(hand.region()))
        .setLandmarks(points(hand.landmarks(), form))
        .setWorldLandmarks(points(hand.world(), form))
        .setDetection(
            form.detections() ? hand.palm().map(DetectionRecords::ofPalm).orElse(null) : null)
        .build();
  }

  private static List<Float> points(Landmarks landmarks, FaceForm form) {
    return FloatList.view(form.mesh() ? landmarks.toArray() : NO_LANDMARKS);
  }

  /** What the hands of a frame take in its record, at most. */
  static long bytes(List<io.meshstream.vision.Hand> hands) {
    return hands.stream()
        .mapToLong(
            hand ->
                HAND_OVERHEAD_BYTES
                    + 3L * Float.BYTES * (hand.landmarks().count() + hand.world().count()))
        .sum();
  }

  /**
   * Returns the hands that a record holds.
   *
   * @throws IllegalArgumentException if a list of coordinates has not the length that the schema
   *     gives it, or a hand is neither left nor right
   */
  static List<io.meshstream.vision.Hand> toHands(FrameLandmarks record) {
    return record.getHands().stream().map(HandRecords::toHand).toList();
  }

  /** Returns the hand that a record holds, as {@link #toHands} does. */
  public static io.meshstream.vision.Hand toHand(Hand hand) {
    return new io.meshstream.vision.Hand(
        hand.getTrackId(),
        hand.getPresence(),
        toHandedness(hand.getHandedness()),
        hand.getHandednessScore(),
        RegionRecords.toRegion(hand.getRegion()),
        Landmarks.wrap(FloatList.toArray(hand.getLandmarks())),
        Landmarks.wrap(FloatList.toArray(hand.getWorldLandmarks())),
        Optional.ofNullable(hand.getDetection()).map(DetectionRecords::toDetection));
  }

  private static io.meshstream.vision.Handedness toHandedness(Handedness handedness) {
    return switch (handedness) {
      case LEFT -> io.meshstream.vision.Handedness.LEFT;
      case RIGHT -> io.meshstream.vision.Handedness.RIGHT;
      case UNKNOWN ->
          throw new IllegalArgumentException(
              "handedness: UNKNOWN (expected: LEFT or RIGHT); read the record with a newer release");
    };
  }
}

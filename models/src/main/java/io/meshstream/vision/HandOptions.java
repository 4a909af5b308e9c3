package io.meshstream.vision;

import java.io.Serializable;
import java.util.Objects;

/**
 * How hands are detected and tracked. What else there is to tracking, {@link TrackingOptions} say
 * for faces and hands alike: single pictures, how long regions live, scale and policy.
 *
 * @param enabled whether hands are sought beside what the task is about; {@link TaskKind#HANDS}
 *     seeks them anyway
 * @param model which of MediaPipe's networks run
 * @param rules by which of MediaPipe's rules hands are followed
 * @param maxHands how many hands are sought: the palm detector runs while fewer are tracked. With
 *     {@link HandRules#LEGACY} this caps the detections of a frame, not its hands, as with faces.
 *     At least 1.
 * @param minDetectionConfidence the lowest accepted score of a palm, 0 to 1, itself included
 * @param minTrackingConfidence the presence that a hand must exceed to be reported and tracked on,
 *     0 to 1; Tasks calls it {@code min_hand_presence_confidence}
 * @param handedness what is taken for a left hand
 * @param seekEvery how many frames there are to a run of the palm detector, at least, while fewer
 *     hands are tracked than are sought; 1 to {@value #MOST_SEEK_EVERY}, 1 as in MediaPipe
 * @param seekEveryWhileTracking the same while at least one hand is tracked; then the larger of
 *     both holds
 */
public record HandOptions(
    boolean enabled,
    HandModel model,
    HandRules rules,
    int maxHands,
    double minDetectionConfidence,
    double minTrackingConfidence,
    HandednessRule handedness,
    int seekEvery,
    int seekEveryWhileTracking)
    implements Serializable {

  /** The most frames that may pass from one search for palms to the next. */
  public static final int MOST_SEEK_EVERY = 10_000;

  private static final HandOptions DEFAULTS =
      new HandOptions(
          false, HandModel.FULL, HandRules.LEGACY, 2, 0.5, 0.5, HandednessRule.MEDIAPIPE, 1, 1);

  /** Checks every value. */
  public HandOptions {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(rules, "rules");
    if (maxHands < 1) {
      throw new IllegalArgumentException("max hands: " + maxHands + " (expected: at least 1)");
    }
    Confidence.check("min hand detection confidence", minDetectionConfidence);
    Confidence.check("min hand tracking confidence", minTrackingConfidence);
    Objects.requireNonNull(handedness, "handedness");
    checkInterval("seek every", seekEvery);
    checkInterval("seek every while tracking", seekEveryWhileTracking);
  }

  private static void checkInterval(String name, int frames) {
    if (frames < 1 || frames > MOST_SEEK_EVERY) {
      throw new IllegalArgumentException(
          name + ": " + frames + " (expected: 1 to " + MOST_SEEK_EVERY + " frames)");
    }
  }

  /** Returns MediaPipe's defaults, and no hands beside faces. */
  public static HandOptions defaults() {
    return DEFAULTS;
  }

  /** Tells whether pictures are taken to be mirrored, as a selfie is shown. */
  boolean takesPicturesForMirrored() {
    return switch (handedness) {
      case MEDIAPIPE -> rules == HandRules.LEGACY;
      case MIRRORED -> true;
      case UNMIRRORED -> false;
    };
  }

  /** Returns these options with hands beside faces, or without. */
  public HandOptions withEnabled(boolean newEnabled) {
    return new HandOptions(
        newEnabled,
        model,
        rules,
        maxHands,
        minDetectionConfidence,
        minTrackingConfidence,
        handedness,
        seekEvery,
        seekEveryWhileTracking);
  }

  /** Returns these options with other networks. */
  public HandOptions withModel(HandModel newModel) {
    return new HandOptions(
        enabled,
        newModel,
        rules,
        maxHands,
        minDetectionConfidence,
        minTrackingConfidence,
        handedness,
        seekEvery,
        seekEveryWhileTracking);
  }

  /** Returns these options with other rules. */
  public HandOptions withRules(HandRules newRules) {
    return new HandOptions(
        enabled,
        model,
        newRules,
        maxHands,
        minDetectionConfidence,
        minTrackingConfidence,
        handedness,
        seekEvery,
        seekEveryWhileTracking);
  }

  /** Returns these options with another number of hands to seek. */
  public HandOptions withMaxHands(int newMaxHands) {
    return new HandOptions(
        enabled,
        model,
        rules,
        newMaxHands,
        minDetectionConfidence,
        minTrackingConfidence,
        handedness,
        seekEvery,
        seekEveryWhileTracking);
  }

  /** Returns these options with other thresholds. */
  public HandOptions withConfidences(
      double newMinDetectionConfidence, double newMinTrackingConfidence) {
    return new HandOptions(
        enabled,
        model,
        rules,
        maxHands,
        newMinDetectionConfidence,
        newMinTrackingConfidence,
        handedness,
        seekEvery,
        seekEveryWhileTracking);
  }

  /** Returns these options with another rule for what is a left hand. */
  public HandOptions withHandedness(HandednessRule newHandedness) {
    return new HandOptions(
        enabled,
        model,
        rules,
        maxHands,
        minDetectionConfidence,
        minTrackingConfidence,
        newHandedness,
        seekEvery,
        seekEveryWhileTracking);
  }

  /** Returns these options with the palm detector running at other intervals. */
  public HandOptions withSeekEvery(int newSeekEvery, int newSeekEveryWhileTracking) {
    return new HandOptions(
        enabled,
        model,
        rules,
        maxHands,
        minDetectionConfidence,
        minTrackingConfidence,
        handedness,
        newSeekEvery,
        newSeekEveryWhileTracking);
  }
}

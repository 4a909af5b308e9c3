package io.meshstream.tools.faces;

import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.HandRules;
import io.meshstream.vision.HandednessRule;
import picocli.CommandLine.Option;

/** The options of a command that say whether and how hands are found. */
final class HandTaskOptions {

  @Option(
      names = "--hands",
      description =
          "Also track hands and read their landmarks, beside faces; with the task hands they are"
              + " all that is sought.")
  private boolean hands;

  @Option(
      names = "--hand-model",
      defaultValue = "full",
      paramLabel = "MODEL",
      description =
          "Which models find hands: full, or lite, which takes about half the time and is less"
              + " exact (default: ${DEFAULT-VALUE}).")
  private HandModel model;

  @Option(
      names = "--hand-rules",
      defaultValue = "legacy",
      paramLabel = "RULES",
      description =
          "Whose rules hold for hands: legacy, those of MediaPipe Hands; tasks, those of MediaPipe"
              + " Tasks' HandLandmarker (default: ${DEFAULT-VALUE}).")
  private HandRules rules;

  @Option(
      names = "--max-hands",
      defaultValue = "2",
      paramLabel = "N",
      description = "How many hands to seek and track (default: ${DEFAULT-VALUE}).")
  private int maxHands;

  @Option(
      names = "--min-hand-detection-confidence",
      defaultValue = "0.5",
      paramLabel = "0..1",
      description = "Lowest score of a palm (default: ${DEFAULT-VALUE}).")
  private double minDetectionConfidence;

  @Option(
      names = "--min-hand-tracking-confidence",
      defaultValue = "0.5",
      paramLabel = "0..1",
      description = "Presence that a hand must exceed (default: ${DEFAULT-VALUE}).")
  private double minTrackingConfidence;

  @Option(
      names = "--handedness",
      defaultValue = "mediapipe",
      paramLabel = "RULE",
      description =
          "How left and right hands are told apart: unmirrored, for pictures as a camera takes them;"
              + " mirrored, for those that are as in a mirror; mediapipe, as it labels hands, which"
              + " by the legacy rules is as if pictures were mirrored (default: ${DEFAULT-VALUE}).")
  private HandednessRule handedness;

  @Option(
      names = "--seek-hands-every",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "At most every how many frames of a film hands are sought in the whole picture, while"
              + " fewer than --max-hands are tracked (default: ${DEFAULT-VALUE}, as in MediaPipe).")
  private int seekEvery;

  @Option(
      names = "--seek-hands-every-while-tracking",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "The same while at least one hand is tracked (default: ${DEFAULT-VALUE}, as in"
              + " MediaPipe).")
  private int seekEveryWhileTracking;

  /**
   * Returns what was asked for.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  HandOptions options() {
    return new HandOptions(
        hands,
        model,
        rules,
        maxHands,
        minDetectionConfidence,
        minTrackingConfidence,
        handedness,
        seekEvery,
        seekEveryWhileTracking);
  }
}

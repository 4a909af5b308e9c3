package io.meshstream.job.options;

import static io.meshstream.job.options.CameraSettings.or;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.HandRules;
import io.meshstream.vision.HandednessRule;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** How hands are found and tracked, by the task hands or beside faces. */
public final class HandsOptions {

  public static final ConfigOption<Boolean> ENABLED =
      ConfigOptions.key("hands.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether hands are found beside faces, as MediaPipe Hands does, with 21 landmarks"
                  + " each: in the same pictures, which are decoded once, and in the same records."
                  + " A tracked hand takes several times the work of a tracked face. With task ="
                  + " hands there are hands and no faces, whatever this says.");

  static final ConfigOption<HandModel> MODEL =
      ConfigOptions.key("hands.model")
          .enumType(HandModel.class)
          .defaultValue(HandModel.FULL)
          .withDescription(
              "Which of MediaPipe's models find hands: full; or lite, a smaller palm detector and a"
                  + " smaller landmark model, which take about half the time and are less exact.");

  static final ConfigOption<HandRules> RULES =
      ConfigOptions.key("hands.rules")
          .enumType(HandRules.class)
          .defaultValue(HandRules.LEGACY)
          .withDescription(
              "Whose rules hands are tracked by: legacy, those of MediaPipe Hands; or tasks, those"
                  + " of the Hand Landmarker of MediaPipe Tasks, where hands that are tracked win"
                  + " over detections, hands that lie over each other are one, there are never more"
                  + " than hands.max-hands, and left and right are those of a picture that is not"
                  + " mirrored.");

  public static final ConfigOption<Integer> MAX_HANDS =
      ConfigOptions.key("hands.max-hands")
          .intType()
          .defaultValue(HandOptions.defaults().maxHands())
          .withDescription(
              "How many hands are sought in a camera's picture: the palm detector runs while fewer"
                  + " are tracked, so with 2 on every frame that shows one hand or none.");

  static final ConfigOption<Double> MIN_DETECTION_CONFIDENCE =
      ConfigOptions.key("hands.min-detection-confidence")
          .doubleType()
          .defaultValue(HandOptions.defaults().minDetectionConfidence())
          .withDescription("Lowest score of the palm detector that counts as a hand.");

  static final ConfigOption<Double> MIN_TRACKING_CONFIDENCE =
      ConfigOptions.key("hands.min-tracking-confidence")
          .doubleType()
          .defaultValue(HandOptions.defaults().minTrackingConfidence())
          .withDescription("Presence that a hand must exceed to be reported and tracked on.");

  static final ConfigOption<HandednessRule> HANDEDNESS =
      ConfigOptions.key("hands.handedness")
          .enumType(HandednessRule.class)
          .defaultValue(HandednessRule.MEDIAPIPE)
          .withDescription(
              "What is called a left hand: mediapipe, as MediaPipe does by the rules in force, which"
                  + " with legacy is right for mirrored pictures, as a front camera shows them, and"
                  + " with tasks for pictures that are not; mirrored or unmirrored, right for such"
                  + " pictures by either rules.");

  static final ConfigOption<Integer> SEEK_EVERY =
      ConfigOptions.key("hands.seek-every")
          .intType()
          .defaultValue(HandOptions.defaults().seekEvery())
          .withDescription(
              "The palm detector runs at most on every n-th frame of a camera, so a hand that"
                  + " appears may be found n - 1 frames later. 1: as MediaPipe, on each frame that"
                  + " has fewer hands than are sought.");

  static final ConfigOption<Integer> SEEK_EVERY_WHILE_TRACKING =
      ConfigOptions.key("hands.seek-every-while-tracking")
          .intType()
          .defaultValue(HandOptions.defaults().seekEveryWhileTracking())
          .withDescription(
              "The same while at least one hand is tracked; the larger of both numbers holds then."
                  + " 1: as MediaPipe.");

  static final OptionGroup GROUP =
      OptionGroup.of(
          "Hands",
          ENABLED,
          MODEL,
          RULES,
          MAX_HANDS,
          MIN_DETECTION_CONFIDENCE,
          MIN_TRACKING_CONFIDENCE,
          HANDEDNESS,
          SEEK_EVERY,
          SEEK_EVERY_WHILE_TRACKING);

  private HandsOptions() {}

  static HandOptions read(OptionReader options) {
    return new HandOptions(
        options.read(ENABLED),
        options.read(MODEL),
        options.read(RULES),
        options.count(MAX_HANDS, 1, ContractLimits.HANDS_SOUGHT),
        options.fraction(MIN_DETECTION_CONFIDENCE),
        options.fraction(MIN_TRACKING_CONFIDENCE),
        options.read(HANDEDNESS),
        options.count(SEEK_EVERY, 1, HandOptions.MOST_SEEK_EVERY),
        options.count(SEEK_EVERY_WHILE_TRACKING, 1, HandOptions.MOST_SEEK_EVERY));
  }

  /** Returns options, but for what a record of the control topic says. */
  static HandOptions with(HandOptions options, CameraConfig config) {
    return new HandOptions(
        or(config.getHands(), options.enabled()),
        Optional.ofNullable(config.getHandModel())
            .flatMap(ConfigRules::handModel)
            .orElse(options.model()),
        Optional.ofNullable(config.getHandRules())
            .flatMap(ConfigRules::handRules)
            .orElse(options.rules()),
        or(config.getMaxHands(), options.maxHands()),
        or(config.getMinHandDetectionConfidence(), options.minDetectionConfidence()),
        or(config.getMinHandTrackingConfidence(), options.minTrackingConfidence()),
        Optional.ofNullable(config.getHandedness())
            .flatMap(ConfigRules::handedness)
            .orElse(options.handedness()),
        or(config.getSeekHandsEvery(), options.seekEvery()),
        or(config.getSeekHandsEveryWhileTracking(), options.seekEveryWhileTracking()));
  }
}

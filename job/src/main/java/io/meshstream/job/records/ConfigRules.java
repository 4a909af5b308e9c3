package io.meshstream.job.records;

import static io.meshstream.schemas.frames.ContractLimits.FACES_SOUGHT;
import static io.meshstream.schemas.frames.ContractLimits.HANDS_SOUGHT;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.HandRules;
import io.meshstream.vision.HandednessRule;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TileOptions;
import io.meshstream.vision.TrackPolicy;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.smoothing.SmoothingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what a record of the control topic may hold: the rules by which the job takes or refuses
 * one, so that whoever writes one can know before.
 */
public final class ConfigRules {

  /** The key of the record that is about all cameras. */
  public static final String ALL_CAMERAS = "*";

  private static final long MAX_AGE_MILLIS = Duration.ofDays(365).toMillis();
  private static final int MAX_QUEUE = 10_000;

  /** A folder's name and nothing else: no separator, and not a dot first. */
  private static final Pattern DIRECTORY = Pattern.compile("|[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,99}");

  private ConfigRules() {}

  /** Returns the task that a record names, if there is such a task. */
  public static Optional<TaskKind> task(String word) {
    return constant(TaskKind.values(), word);
  }

  /** Returns the detector that a record names, if there is such a detector. */
  public static Optional<DetectorModel> detector(String word) {
    return constant(DetectorModel.values(), word);
  }

  /** Returns the smoothing that a record names, if there is such a smoothing. */
  public static Optional<SmoothingKind> smoothing(String word) {
    return constant(SmoothingKind.values(), word);
  }

  /** Returns the models for hands that a record names, if there are such models. */
  public static Optional<HandModel> handModel(String word) {
    return constant(HandModel.values(), word);
  }

  /** Returns the rules for hands that a record names, if there are such rules. */
  public static Optional<HandRules> handRules(String word) {
    return constant(HandRules.values(), word);
  }

  /** Returns the rule of left and right that a record names, if there is such a rule. */
  public static Optional<HandednessRule> handedness(String word) {
    return constant(HandednessRule.values(), word);
  }

  /** Lists what is wrong with the key of a record; empty if nothing is. */
  public static List<String> problemsOfKey(String key) {
    return CameraId.isValid(key)
        ? List.of()
        : List.of(
            "key: %d characters (expected: a camera id of 1 to %d, or %s); look at its producer"
                .formatted(key.length(), CameraId.MAX_LENGTH, ALL_CAMERAS));
  }

  /**
   * Lists what is wrong with a record; empty if nothing is.
   *
   * @param key its key, which is a valid one
   */
  public static List<String> problems(String key, CameraConfig config) {
    Problems problems = new Problems(new ArrayList<>());
    problems.check(
        "cameraId",
        config.getCameraId(),
        "the key of the record",
        config.getCameraId().equals(key));
    Long from = config.getFromCapturedAtMicros();
    problems.check("fromCapturedAtMicros", from, "0 or later", from == null || from >= 0);
    problems.words("task", config.getTask(), TaskKind.values());
    problems.words("detector", config.getDetector(), DetectorModel.values());
    problems.range("maxFaces", config.getMaxFaces(), 1, FACES_SOUGHT);
    problems.fraction("minDetectionConfidence", config.getMinDetectionConfidence());
    problems.fraction("minTrackingConfidence", config.getMinTrackingConfidence());
    problems.check(
        "smallestFace",
        config.getSmallestFace(),
        "0, or %d to %d".formatted(TileOptions.LEAST_FACE, TileOptions.MOST_FACE),
        config.getSmallestFace() == null || TileOptions.isSmallestFace(config.getSmallestFace()));
    problems.range("tilesPerFrame", config.getTilesPerFrame(), 1, TileOptions.MOST_PER_FRAME);
    problems.range("lostFrames", config.getLostFrames(), 0, TrackPolicy.MOST_LOST_FRAMES);
    Double fov = config.getCameraFov();
    problems.check(
        "cameraFov", fov, PerspectiveCamera.RULE, fov == null || PerspectiveCamera.isPossible(fov));
    problems.words("smoothing", config.getSmoothing(), SmoothingKind.values());
    problems.range("maxAgeMillis", config.getMaxAgeMillis(), 0, MAX_AGE_MILLIS);
    problems.range("maxQueue", config.getMaxQueue(), 0, MAX_QUEUE);
    checkHands(config, problems);
    checkForgetting(key, config.getForgetBeforeMicros(), problems);
    checkModels(key, config, problems);
    return List.copyOf(problems.found);
  }

  private static void checkHands(CameraConfig config, Problems problems) {
    problems.words("handModel", config.getHandModel(), HandModel.values());
    problems.words("handRules", config.getHandRules(), HandRules.values());
    problems.range("maxHands", config.getMaxHands(), 1, HANDS_SOUGHT);
    problems.fraction("minHandDetectionConfidence", config.getMinHandDetectionConfidence());
    problems.fraction("minHandTrackingConfidence", config.getMinHandTrackingConfidence());
    problems.words("handedness", config.getHandedness(), HandednessRule.values());
    problems.range("seekHandsEvery", config.getSeekHandsEvery(), 1, HandOptions.MOST_SEEK_EVERY);
    problems.range(
        "seekHandsEveryWhileTracking",
        config.getSeekHandsEveryWhileTracking(),
        1,
        HandOptions.MOST_SEEK_EVERY);
  }

  private static void checkForgetting(String key, Long before, Problems problems) {
    String field = "forgetBeforeMicros";
    problems.check(field, before, "0 or later", before == null || before >= 0);
    problems.check(
        field,
        before,
        "only in the record of a camera",
        before == null || !key.equals(ALL_CAMERAS));
  }

  private static void checkModels(String key, CameraConfig config, Problems problems) {
    String models = config.getModels();
    problems.directory("models", models);
    problems.check(
        "models",
        models,
        "only in the record of " + ALL_CAMERAS,
        models == null || key.equals(ALL_CAMERAS));
    ShadowModels shadow = config.getShadow();
    if (shadow != null) {
      problems.directory("shadow.models", shadow.getModels());
      problems.range("shadow.everyNth", shadow.getEveryNth(), 1, Integer.MAX_VALUE);
    }
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] constants, String word) {
    return Arrays.stream(constants).filter(each -> word(each).equals(word)).findFirst();
  }

  /** Writes a constant as options are set. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What has been found so far. */
  private record Problems(List<String> found) {

    /** A text of a stranger goes into logs and events: as much of it as tells what it is. */
    private static final int SHOWN = 60;

    void check(String field, Object value, String rule, boolean isRight) {
      if (!isRight) {
        found.add("%s: %s (expected: %s); correct it".formatted(field, shown(value), rule));
      }
    }

    void range(String field, Number value, long lowest, long highest) {
      check(
          field,
          value,
          "%d to %d".formatted(lowest, highest),
          value == null || (value.longValue() >= lowest && value.longValue() <= highest));
    }

    void fraction(String field, Double value) {
      check(field, value, "0 to 1", value == null || (value >= 0 && value <= 1));
    }

    <E extends Enum<E>> void words(String field, String value, E[] constants) {
      check(
          field,
          value,
          Arrays.stream(constants).map(ConfigRules::word).collect(Collectors.joining(" or ")),
          value == null || constant(constants, value).isPresent());
    }

    void directory(String field, String value) {
      check(
          field,
          value,
          "empty, or the name of a folder: at most 100 letters, digits, dots, underscores and"
              + " hyphens",
          value == null || DIRECTORY.matcher(value).matches());
    }

    private static String shown(Object value) {
      String text = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
      return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
  }
}

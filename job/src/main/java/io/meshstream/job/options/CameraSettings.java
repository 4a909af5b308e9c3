package io.meshstream.job.options;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TileOptions;
import io.meshstream.vision.TrackPolicy;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.smoothing.Smoothing;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How the frames of a camera are handled. Immutable, so that a frame that has been admitted under
 * some settings keeps them whatever is set meanwhile.
 *
 * @param enabled whether they are analysed
 * @param task what is looked for
 * @param outputs what its records hold
 * @param freshness how far it may fall behind
 * @param models which models look at them
 * @param forgetBeforeMicros what is remembered from frames captured before that time does not
 *     count; {@value #FORGET_NOTHING}: all counts
 */
public record CameraSettings(
    boolean enabled,
    TaskSettings task,
    OutputSettings outputs,
    FreshnessSettings freshness,
    ModelSettings models,
    long forgetBeforeMicros)
    implements Serializable {

  /** No capture time is before that. */
  public static final long FORGET_NOTHING = -1;

  static CameraSettings read(OptionReader options, ComputeSettings compute) {
    return new CameraSettings(
        /* enabled= */ true,
        TaskOptions.read(options),
        OutputSettings.read(options),
        FreshnessSettings.read(options, compute),
        ModelSettings.bundled(),
        FORGET_NOTHING);
  }

  /**
   * Returns these settings, but for what a record of the control topic says.
   *
   * @param config one that {@link ConfigRules} find nothing wrong with
   */
  public CameraSettings with(CameraConfig config) {
    return new CameraSettings(
        or(config.getEnabled(), enabled),
        task(config),
        outputs.with(config),
        freshness(config),
        models.with(config),
        or(config.getForgetBeforeMicros(), forgetBeforeMicros));
  }

  /** Returns the same with another frame budget. */
  public CameraSettings withFreshness(FreshnessSettings newFreshness) {
    return new CameraSettings(enabled, task, outputs, newFreshness, models, forgetBeforeMicros);
  }

  /** Writes them for people, by the names of the options that they stand for. */
  public String text() {
    return SettingsText.of(this);
  }

  private TaskSettings task(CameraConfig config) {
    DetectionOptions detection = task.detection();
    TrackingOptions tracking = task.tracking();
    return task.withKind(
            Optional.ofNullable(config.getTask()).flatMap(ConfigRules::task).orElse(task.kind()))
        .withDetection(
            new DetectionOptions(
                Optional.ofNullable(config.getDetector())
                    .flatMap(ConfigRules::detector)
                    .orElse(detection.detector()),
                or(config.getMinDetectionConfidence(), detection.wantedConfidence()),
                detection.scale(),
                new TileOptions(
                    or(config.getSmallestFace(), detection.tiles().smallestFace()),
                    or(config.getTilesPerFrame(), detection.tiles().perFrame())),
                or(config.getTurnedHeads(), detection.turnedHeads())))
        .withTracking(
            tracking
                .withMaxFaces(or(config.getMaxFaces(), tracking.maxFaces()))
                .withMinConfidence(or(config.getMinTrackingConfidence(), tracking.minConfidence()))
                .withPolicy(policy(config)))
        .withLandmarks(landmarks(config))
        .withHands(HandsOptions.with(task.hands(), config));
  }

  private TrackPolicy policy(CameraConfig config) {
    TrackPolicy policy = task.tracking().policy();
    return new TrackPolicy(
        or(config.getRedetect(), policy.redetect()),
        or(config.getLostFrames(), policy.lostFrames()),
        or(config.getCapFaces(), policy.capFaces()),
        or(config.getRemoveDuplicates(), policy.removeDuplicates()));
  }

  private LandmarkOptions landmarks(CameraConfig config) {
    LandmarkOptions landmarks =
        DetailOptions.with(task.landmarks(), config)
            .withRefined(or(config.getRefineLandmarks(), task.landmarks().refined()));
    Smoothing smoothing = landmarks.smoothing();
    return landmarks.withSmoothing(
        smoothing.withKind(
            Optional.ofNullable(config.getSmoothing())
                .flatMap(ConfigRules::smoothing)
                .orElse(smoothing.kind())));
  }

  private FreshnessSettings freshness(CameraConfig config) {
    FreshnessSettings changed = freshness;
    if (config.getMaxAgeMillis() != null) {
      changed = changed.withMaxAge(Duration.ofMillis(config.getMaxAgeMillis()));
    }
    if (config.getMaxQueue() != null) {
      changed = changed.withMaxQueue(config.getMaxQueue());
    }
    return changed;
  }

  /** Returns what a record asks for, or if it says nothing of that what holds otherwise. */
  static <T> T or(T asked, T otherwise) {
    return asked == null ? otherwise : asked;
  }
}

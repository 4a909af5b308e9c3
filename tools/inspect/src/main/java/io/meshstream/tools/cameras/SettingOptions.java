package io.meshstream.tools.cameras;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what is set, called as the fields of the schema. */
final class SettingOptions {

  private static final String BUNDLED = "bundled";
  private static final String NONE = "none";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--enabled",
      // Else what stands behind a space would be a camera.
      arity = "1",
      paramLabel = "true|false",
      description = "Whether frames are analysed; those that are not are SHED: DISABLED.")
  private Boolean enabled;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "What is looked for: face-mesh, face-detection, face-landmarker or hands.")
  private String task;

  @Option(
      names = "--detector",
      paramLabel = "DETECTOR",
      description = "What seeks faces: short-range, full-range or full-range-dense.")
  private String detector;

  @Option(
      names = "--max-faces",
      paramLabel = "N",
      description = "How many faces are sought and tracked.")
  private Integer maxFaces;

  @Option(
      names = "--min-detection-confidence",
      paramLabel = "0..1",
      description = "Lowest score of a detection.")
  private Double minDetectionConfidence;

  @Option(
      names = "--min-tracking-confidence",
      paramLabel = "0..1",
      description = "Presence that a face must exceed.")
  private Double minTrackingConfidence;

  @Option(
      names = "--smallest-face",
      paramLabel = "PIXELS",
      description =
          "How wide the smallest face is that is sought, in overlapping parts of the picture where"
              + " need be; 0: in the whole picture only.")
  private Integer smallestFace;

  @Option(
      names = "--tiles-per-frame",
      paramLabel = "N",
      description = "How many of these parts are looked at with each frame.")
  private Integer tilesPerFrame;

  @Option(
      names = "--turned-heads",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether heads may lie or be upside down.")
  private Boolean turnedHeads;

  @Option(
      names = "--redetect",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether a face that is lost is sought in the whole picture in the same frame.")
  private Boolean redetect;

  @Option(
      names = "--lost-frames",
      paramLabel = "N",
      description = "For how many frames a lost face keeps its track id; 0: for none.")
  private Integer lostFrames;

  @Option(
      names = "--cap-faces",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether no frame has more faces than are sought.")
  private Boolean capFaces;

  @Option(
      names = "--remove-duplicates",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether a face whose landmarks lie over another's is left out.")
  private Boolean removeDuplicates;

  @Option(
      names = "--smoothing",
      paramLabel = "SMOOTHING",
      description = "How landmarks are smoothed: none or one-euro.")
  private String smoothing;

  @Option(
      names = "--mesh",
      paramLabel = "true|false",
      description = "Whether records hold the landmarks of faces.")
  private Boolean mesh;

  @Option(
      names = "--detections",
      // Else what stands behind a space would be a camera.
      arity = "1",
      paramLabel = "true|false",
      description = "Whether records also hold what the detector saw.")
  private Boolean detections;

  @Option(
      names = "--blendshapes",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether records also hold blendshapes; only with the task face-landmarker.")
  private Boolean blendshapes;

  @Option(
      names = "--pose",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether records also say how heads are turned and where they are.")
  private Boolean pose;

  @Option(
      names = "--metric-mesh",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether records also hold the shapes of faces in centimetres.")
  private Boolean metricMesh;

  @Option(
      names = "--region-poses",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether records also say where things can be put on faces.")
  private Boolean regionPoses;

  @Option(
      names = "--contours",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether records also hold the outlines of the parts of faces.")
  private Boolean contours;

  @Option(
      names = "--signals",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether records also say what landmarks and pixels of faces show.")
  private Boolean signals;

  @Option(
      names = "--signal-events",
      arity = "1",
      paramLabel = "true|false",
      description =
          "Whether there are events of blinks, yawns, speaking and drowsiness, where the job writes"
              + " events.")
  private Boolean signalEvents;

  @Option(
      names = "--camera-fov",
      paramLabel = "DEGREES",
      description = "The angle between the upper and the lower edge of the camera's pictures.")
  private Double cameraFov;

  @Option(
      names = "--refine-landmarks",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether landmarks come from the attention mesh, and irises are found.")
  private Boolean refineLandmarks;

  @Option(
      names = "--hands",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether hands are found beside faces.")
  private Boolean hands;

  @Option(
      names = "--hand-model",
      paramLabel = "MODEL",
      description = "Which models find hands: full or lite.")
  private String handModel;

  @Option(
      names = "--hand-rules",
      paramLabel = "RULES",
      description = "Whose rules hands are tracked by: legacy or tasks.")
  private String handRules;

  @Option(
      names = "--max-hands",
      paramLabel = "N",
      description = "How many hands are sought and tracked.")
  private Integer maxHands;

  @Option(
      names = "--min-hand-detection-confidence",
      paramLabel = "0..1",
      description = "Lowest score of the palm detector.")
  private Double minHandDetectionConfidence;

  @Option(
      names = "--min-hand-tracking-confidence",
      paramLabel = "0..1",
      description = "Presence that a hand must exceed.")
  private Double minHandTrackingConfidence;

  @Option(
      names = "--handedness",
      paramLabel = "RULE",
      description = "What is called a left hand: mediapipe, mirrored or unmirrored.")
  private String handedness;

  @Option(
      names = "--seek-hands-every",
      paramLabel = "N",
      description = "The palm detector runs at most on every n-th frame.")
  private Integer seekHandsEvery;

  @Option(
      names = "--seek-hands-every-while-tracking",
      paramLabel = "N",
      description = "The same while at least one hand is tracked.")
  private Integer seekHandsEveryWhileTracking;

  @Option(
      names = "--max-age-millis",
      paramLabel = "MS",
      description = "How old a frame may be when its turn comes; 0: any age.")
  private Long maxAgeMillis;

  @Option(
      names = "--max-queue",
      paramLabel = "N",
      description = "How many frames of the camera may wait in the job; 0: any number.")
  private Integer maxQueue;

  @Option(
      names = "--models",
      paramLabel = "NAME",
      description =
          "Directory of the models that are used, below the job's models.directory, for all cameras"
              + " only; bundled: those that the job brings.")
  private String models;

  @Option(
      names = "--shadow",
      paramLabel = "NAME",
      description = "Directory of models that are on trial beside those; none: no trial.")
  private String shadow;

  @Option(
      names = "--shadow-every-nth",
      paramLabel = "N",
      description = "Of how many frames those on trial see one (default: 10).")
  private Integer shadowEveryNth;

  @Option(
      names = "--forget-before-micros",
      paramLabel = "MICROS",
      description =
          "Forget what is known from frames captured before that time; see the command forget.")
  private Long forgetBeforeMicros;

  /**
   * Returns what was asked for.
   *
   * @throws ParameterException if nothing was
   */
  CameraConfig config(String camera) {
    if (shadow == null && shadowEveryNth != null) {
      throw new ParameterException(
          spec.commandLine(), "--shadow-every-nth: without --shadow (expected: both)");
    }
    CameraConfig.Builder config =
        CameraConfig.newBuilder()
            .setCameraId(camera)
            .setEnabled(enabled)
            .setTask(task)
            .setDetector(detector)
            .setMaxFaces(maxFaces)
            .setMinDetectionConfidence(minDetectionConfidence)
            .setMinTrackingConfidence(minTrackingConfidence)
            .setSmallestFace(smallestFace)
            .setTilesPerFrame(tilesPerFrame)
            .setTurnedHeads(turnedHeads)
            .setRedetect(redetect)
            .setLostFrames(lostFrames)
            .setCapFaces(capFaces)
            .setRemoveDuplicates(removeDuplicates)
            .setSmoothing(smoothing)
            .setMesh(mesh)
            .setForgetBeforeMicros(forgetBeforeMicros)
            .setDetections(detections)
            .setRefineLandmarks(refineLandmarks)
            .setBlendshapes(blendshapes)
            .setPose(pose)
            .setMetricMesh(metricMesh)
            .setRegionPoses(regionPoses)
            .setContours(contours)
            .setSignals(signals)
            .setSignalEvents(signalEvents)
            .setCameraFov(cameraFov)
            .setHands(hands)
            .setHandModel(handModel)
            .setHandRules(handRules)
            .setMaxHands(maxHands)
            .setMinHandDetectionConfidence(minHandDetectionConfidence)
            .setMinHandTrackingConfidence(minHandTrackingConfidence)
            .setHandedness(handedness)
            .setSeekHandsEvery(seekHandsEvery)
            .setSeekHandsEveryWhileTracking(seekHandsEveryWhileTracking)
            .setMaxAgeMillis(maxAgeMillis)
            .setMaxQueue(maxQueue)
            .setModels(BUNDLED.equals(models) ? "" : models);
    if (shadow != null) {
      config.setShadow(
          ShadowModels.newBuilder()
              .setModels(shadow.equals(NONE) ? "" : shadow)
              .setEveryNth(shadowEveryNth == null ? 10 : shadowEveryNth)
              .build());
    }
    CameraConfig asked = config.build();
    if (SettingNames.values(asked).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "settings: none (expected: at least one, such as --enabled=false)");
    }
    return asked;
  }
}

package io.meshstream.tools.faces;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.OptionSpelling;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Scale;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TileOptions;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.smoothing.Smoothing;
import io.meshstream.vision.smoothing.SmoothingKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that finds faces and hands itself. */
public final class TaskOptions {

  private static final int LONGEST_TTL_SECONDS = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--task",
      defaultValue = "face-mesh",
      converter = TaskConverter.class,
      paramLabel = "TASK",
      description =
          "face-mesh, to track faces and read their landmarks; face-landmarker, likewise with the"
              + " model of MediaPipe Tasks, 478 landmarks with irises; face-detection, to find the"
              + " faces of each picture, 64 at most, with six keypoints each: then the options on"
              + " tracking have no effect on them; or hands, to track hands and read their"
              + " landmarks, and no faces (default: ${DEFAULT-VALUE}).")
  private TaskKind kind;

  @Option(
      names = "--refine-landmarks",
      description =
          "Read landmarks with MediaPipe's attention mesh: those of lips and eyes more exactly, and"
              + " the irises.")
  private boolean refineLandmarks;

  @Option(
      names = "--max-faces",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many faces to seek and track (default: ${DEFAULT-VALUE}).")
  private int maxFaces;

  @Option(
      names = "--static-images",
      description = "Take each frame of a film by itself: detect on every one and track nothing.")
  private boolean staticImages;

  @Option(
      names = "--detector",
      defaultValue = "short-range",
      converter = DetectorConverter.class,
      paramLabel = "DETECTOR",
      description =
          "short-range, for faces of at least a tenth of the longer side; full-range, for smaller"
              + " ones; or full-range-dense, another network for those (default:"
              + " ${DEFAULT-VALUE}).")
  private DetectorModel detector;

  @Option(
      names = "--sampling",
      defaultValue = "texture",
      paramLabel = "SAMPLING",
      description =
          "Whose pixels to agree with: texture, MediaPipe on a GPU; opencv, its Python package"
              + " (default: ${DEFAULT-VALUE}).")
  private Sampling sampling;

  @Option(
      names = "--min-detection-confidence",
      paramLabel = "0..1",
      description =
          "Lowest score of a detection (default: 0.5 with the short-range detector, 0.6 with the"
              + " others).")
  private Double minDetectionConfidence;

  @Option(
      names = "--min-tracking-confidence",
      defaultValue = "0.5",
      paramLabel = "0..1",
      description = "Presence that a face must exceed (default: ${DEFAULT-VALUE}).")
  private double minTrackingConfidence;

  @Option(
      names = "--region-ttl",
      defaultValue = "0",
      paramLabel = "SECONDS",
      description =
          "How long a face is looked for where it was, by the times of a video's frames; after a"
              + " longer pause faces are sought anew; 0: for ever, as in MediaPipe (default:"
              + " ${DEFAULT-VALUE}).")
  private double regionTtlSeconds;

  @Option(
      names = "--smallest-face",
      defaultValue = "0",
      paramLabel = "PIXELS",
      description =
          "How wide the smallest face is that is sought, in overlapping parts of the picture where"
              + " need be, or 0, in the whole picture only (default: ${DEFAULT-VALUE}).")
  private int smallestFace;

  @Option(
      names = "--tiles-per-frame",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "How many of these parts are looked at with each frame of a video, in turn; of single"
              + " pictures it is all (default: ${DEFAULT-VALUE}).")
  private int tilesPerFrame;

  @Option(
      names = "--turned-heads",
      description =
          "Heads may lie or be upside down; without, these are not all found, and have wrong"
              + " landmarks, as in MediaPipe.")
  private boolean turnedHeads;

  @Mixin private PolicyOptions policy;

  @Option(
      names = "--smoothing",
      defaultValue = "none",
      converter = SmoothingConverter.class,
      paramLabel = "SMOOTHING",
      description =
          "How the landmarks of a film's faces are smoothed: none, or one-euro, as MediaPipe's"
              + " FaceLandmarker does it (default: ${DEFAULT-VALUE}).")
  private SmoothingKind smoothing;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "Take models from this directory: ONNX files and their manifest.properties. Those that it"
              + " does not name are the ones that Meshstream brings, as all are without this"
              + " option.")
  private Path directory;

  @Mixin private DetailOptions details;

  @Mixin private HandTaskOptions hands;

  /** Is made by picocli, which fills it. */
  public TaskOptions() {}

  /**
   * Returns what was asked for.
   *
   * @throws ParameterException if a value is out of its range
   */
  public TaskSettings settings() {
    try {
      return TaskSettings.of(kind)
          .withDetection(
              new DetectionOptions(
                  detector,
                  minDetectionConfidence,
                  Scale.EXACT,
                  new TileOptions(smallestFace, tilesPerFrame),
                  turnedHeads))
          .withTracking(
              new TrackingOptions(
                  maxFaces,
                  staticImages,
                  minTrackingConfidence,
                  regionTtl(),
                  Scale.EXACT,
                  policy.policy()))
          .withSampling(sampling)
          .withHands(hands.options())
          .withLandmarks(
              details
                  .landmarks()
                  .withRefined(refineLandmarks)
                  .withSmoothing(Smoothing.none().withKind(smoothing)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + "; correct the option", e);
    }
  }

  private Duration regionTtl() {
    if (!(regionTtlSeconds >= 0 && regionTtlSeconds <= LONGEST_TTL_SECONDS)) {
      throw new IllegalArgumentException(
          "--region-ttl: %s (expected: 0 to %d seconds)"
              .formatted(regionTtlSeconds, LONGEST_TTL_SECONDS));
    }
    return Duration.ofNanos(Math.round(regionTtlSeconds * TimeUnit.SECONDS.toNanos(1)));
  }

  /** Returns settings for pictures that have nothing to do with each other. */
  public static TaskSettings forSinglePictures(TaskSettings settings) {
    return settings.withTracking(settings.tracking().withStaticImages(true));
  }

  /**
   * Opens the models that were asked for, for the CPU.
   *
   * @throws CommandFailure if they are not models, or cannot be loaded
   */
  public ModelSet models() {
    if (directory == null) {
      return ModelSet.open();
    }
    try {
      ModelSet models =
          ModelSet.open(ModelStore.directory(directory), Device.cpu(), Batching.off());
      try {
        TaskCatalog.loadAll(models);
        return models;
      } catch (RuntimeException e) {
        models.close();
        throw e;
      }
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  /**
   * Makes a task, and loads the models that it needs.
   *
   * @throws CommandFailure if they cannot be loaded
   */
  public static Task task(TaskSettings settings, ModelSet models) {
    try {
      return TaskCatalog.task(settings, models);
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  /** Reads a smoothing as the job's option spells it. */
  static final class SmoothingConverter implements ITypeConverter<SmoothingKind> {

    @Override
    public SmoothingKind convert(String text) {
      return OptionSpelling.parse(SmoothingKind.class, text);
    }
  }

  /** Reads a task as the job's option spells it, or by its last word. */
  static final class TaskConverter implements ITypeConverter<TaskKind> {

    @Override
    public TaskKind convert(String text) {
      return text.equalsIgnoreCase("detection")
          ? TaskKind.FACE_DETECTION
          : OptionSpelling.parse(TaskKind.class, text);
    }
  }

  /** Reads a detector as the job's option spells it. */
  static final class DetectorConverter implements ITypeConverter<DetectorModel> {

    @Override
    public DetectorModel convert(String text) {
      return OptionSpelling.parse(DetectorModel.class, text);
    }
  }
}

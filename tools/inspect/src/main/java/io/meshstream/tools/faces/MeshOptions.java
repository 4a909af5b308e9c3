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
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that finds faces itself. */
public final class MeshOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--max-faces",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many faces to seek (default: ${DEFAULT-VALUE}).")
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
          "short-range, for faces of at least a tenth of the longer side, or full-range, for smaller"
              + " ones (default: ${DEFAULT-VALUE}).")
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
      defaultValue = "0.5",
      paramLabel = "0..1",
      description = "Lowest score of a detection (default: ${DEFAULT-VALUE}).")
  private double minDetectionConfidence;

  @Option(
      names = "--min-tracking-confidence",
      defaultValue = "0.5",
      paramLabel = "0..1",
      description = "Presence that a face must exceed (default: ${DEFAULT-VALUE}).")
  private double minTrackingConfidence;

  /** For picocli, which fills it. */
  public MeshOptions() {}

  /**
   * Returns what was asked for.
   *
   * @throws ParameterException if a value is out of its range
   */
  public TaskSettings taskSettings() {
    try {
      return new TaskSettings(
          TaskKind.FACE_MESH,
          new DetectionOptions(detector, minDetectionConfidence, Scale.EXACT),
          new TrackingOptions(
              maxFaces, staticImages, minTrackingConfidence, Duration.ZERO, Scale.EXACT),
          sampling);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + "; correct the option", e);
    }
  }

  /** Returns settings for pictures that have nothing to do with each other. */
  public static TaskSettings forSinglePictures(TaskSettings settings) {
    return settings.withTracking(settings.tracking().withStaticImages(true));
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

  /** Reads a detector as the job's option spells it. */
  static final class DetectorConverter implements ITypeConverter<DetectorModel> {

    @Override
    public DetectorModel convert(String text) {
      return OptionSpelling.parse(DetectorModel.class, text);
    }
  }
}

package io.meshstream.tools.faces;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.OptionSpelling;
import io.meshstream.vision.FaceMeshOptions;
import io.meshstream.vision.FaceModels;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import java.io.UncheckedIOException;
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
  public FaceMeshOptions faceMeshOptions() {
    try {
      return FaceMeshOptions.defaults()
          .withMaxFaces(maxFaces)
          .withStaticImages(staticImages)
          .withConfidences(minDetectionConfidence, minTrackingConfidence)
          .withDetector(detector)
          .withSampling(sampling);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + "; correct the option", e);
    }
  }

  /**
   * Loads the models.
   *
   * @throws CommandFailure if they cannot be loaded
   */
  public static FaceModels openModels() {
    try {
      return FaceModels.open();
    } catch (IllegalStateException | UncheckedIOException e) {
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

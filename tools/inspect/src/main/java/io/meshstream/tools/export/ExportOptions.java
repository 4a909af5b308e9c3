package io.meshstream.tools.export;

import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.PerspectiveCamera;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that writes faces as files. */
public final class ExportOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description =
          "Write the surface of each face, 468 points and 898 triangles, to"
              + " DIR/NAME-TRACK.glb, with names as those of --annotate.")
  private Path directory;

  @Option(
      names = "--export-format",
      defaultValue = "glb",
      paramLabel = "FORMAT",
      description =
          "glb, binary glTF in metres, or obj, Wavefront OBJ in centimetres (default:"
              + " ${DEFAULT-VALUE}).")
  private ModelFormat format;

  @Option(
      names = "--export-texture",
      description =
          "Have the picture as the texture of exported faces (glb only); else their texture"
              + " coordinates are those of MediaPipe's canonical face model.")
  private boolean isTextured;

  /** Is made by picocli, which fills it. */
  public ExportOptions() {}

  /**
   * Returns the directory, if faces are to be written.
   *
   * @throws ParameterException if the options do not fit together
   */
  public Optional<Path> directory() {
    if (isTextured && format == ModelFormat.OBJ) {
      throw new ParameterException(
          spec.commandLine(),
          "--export-texture: with --export-format obj (expected: glb, which holds its texture);"
              + " leave one out");
    }
    return Optional.ofNullable(directory);
  }

  /** Makes what writes the faces that a camera has seen. */
  public FaceExport export(PerspectiveCamera camera) {
    return new FaceExport(new FaceGeometrySolver(camera), format, isTextured);
  }
}

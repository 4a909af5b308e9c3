package io.meshstream.tools.landmarks;

import io.meshstream.face.FaceMesh;
import io.meshstream.face.FaceMeshOptions;
import io.meshstream.face.FaceModels;
import io.meshstream.face.Step;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.Picture;
import io.meshstream.face.image.PictureDecoder;
import io.meshstream.face.image.PictureException;
import io.meshstream.face.image.PictureLimits;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.drawing.DrawingOptions;
import io.meshstream.tools.faces.MeshOptions;
import io.meshstream.tools.pictures.AnnotatedFiles;
import io.meshstream.tools.pictures.PictureFile;
import io.meshstream.tools.pictures.PictureSequence;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the face landmarks of picture files, without Kafka or Flink. */
@Command(
    name = "landmarks",
    description = {
      "Find the face landmarks of picture files and print a line of JSON for each.",
      "A directory is one camera and its .jpg, .jpeg and .png files are the frames, in the order"
          + " of their names. A file given by itself is a camera of one frame. Pictures are taken"
          + " as they are stored: an orientation noted in Exif is not applied."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:at least one picture could be read; those that could not have status REJECTED",
      "1:no picture could be read, or a path does not exist",
      "2:the command line is wrong"
    })
public final class LandmarksCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Pictures, or directories of them.")
  private List<String> paths;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the lines to this file instead of to standard output.")
  private Path json;

  @Option(
      names = "--annotate",
      paramLabel = "DIR",
      description =
          "Draw what was found and keep it as DIR/NAME.png, for pictures of a directory as"
              + " DIR/DIRECTORY/NAME.png; files left there by an earlier run are replaced.")
  private Path annotate;

  @Mixin private MeshOptions meshOptions;

  @Mixin private DrawingOptions drawing;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @Override
  public Integer call() throws IOException {
    FaceMeshOptions options = meshOptions.faceMeshOptions();
    List<PictureSequence> sequences = paths.stream().map(PictureSequence::of).toList();
    Optional<AnnotatedFiles> annotated = annotatedFiles(sequences);
    int read = 0;
    try (Writer out = output();
        LandmarkLines lines = new LandmarkLines(out);
        FaceModels models = MeshOptions.openModels()) {
      FaceMesh mesh = new FaceMesh(models, options);
      for (PictureSequence sequence : sequences) {
        read += follow(sequence, mesh, lines, annotated);
      }
    }
    return read > 0 ? 0 : 1;
  }

  private int follow(
      PictureSequence sequence,
      FaceMesh mesh,
      LandmarkLines lines,
      Optional<AnnotatedFiles> annotated)
      throws IOException {
    Optional<Path> folder = annotated.map(files -> files.folder(sequence));
    TrackingState state = TrackingState.initial();
    int read = 0;
    for (PictureFile file : sequence.pictures()) {
      Optional<Picture> picture = read(file, lines);
      if (picture.isEmpty()) {
        continue;
      }
      read++;
      Step step = mesh.step(state, picture.get());
      state = step.state();
      lines.found(file.label(), picture.get(), step.result());
      if (annotated.isPresent()) {
        Path target = annotated.get().file(folder.orElseThrow(), file);
        Annotation.write(target, picture.get(), step.result(), drawing.layers());
      }
    }
    return read;
  }

  /** A picture that cannot be read is reported and passed over; tracking goes on after it. */
  private Optional<Picture> read(PictureFile file, LandmarkLines lines) throws IOException {
    String reason;
    try {
      return Optional.of(decoder.decode(file.bytes()));
    } catch (PictureException e) {
      reason = "PICTURE_" + e.problem() + ": " + e.getMessage();
    } catch (IOException e) {
      reason = "FILE_UNREADABLE: " + e;
    }
    lines.rejected(file.label(), reason);
    spec.commandLine().getErr().println("picture: " + file.label() + ": " + reason + "; left out");
    spec.commandLine().getErr().flush();
    return Optional.empty();
  }

  private Optional<AnnotatedFiles> annotatedFiles(List<PictureSequence> sequences) {
    if (annotate == null) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(annotate);
      return Optional.of(new AnnotatedFiles(annotate, sequences));
    } catch (IOException e) {
      throw new CommandFailure(
          "directory for annotated pictures: %s, %s (expected: it can be written); name another"
              .formatted(annotate, e.getMessage()),
          e);
    }
  }

  private Writer output() {
    if (json == null) {
      return new OpenWriter(spec.commandLine().getOut());
    }
    try {
      return Files.newBufferedWriter(json);
    } catch (IOException e) {
      throw new CommandFailure(
          "JSON file: %s, %s (expected: it can be written); name another with --json"
              .formatted(json, e.getMessage()),
          e);
    }
  }
}

package io.meshstream.tools.landmarks;

import io.meshstream.job.records.FaceForm;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.PipeEnd;
import io.meshstream.tools.console.Progress;
import io.meshstream.tools.console.Screen;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.drawing.DrawingOptions;
import io.meshstream.tools.export.ExportOptions;
import io.meshstream.tools.faces.TaskOptions;
import io.meshstream.tools.pictures.AnnotatedFiles;
import io.meshstream.tools.pictures.PictureOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskSettings;
import java.io.IOException;
import java.io.PrintWriter;
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

/** Finds the landmarks of faces and hands in pictures and videos, without Kafka or Flink. */
@Command(
    name = "landmarks",
    description = {
      "Find the landmarks of faces, and with --hands or the task hands of hands, in pictures and"
          + " videos, and print a line of JSON for each picture or frame.",
      "Pictures, and those in a directory, are each taken by themselves, unless they are a --film;"
          + " through a video, and a film, faces and hands are tracked. The lines come in the order of the"
          + " files, those of a directory by name. Pictures are turned upright as Exif says."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:at least one picture could be read; those that could not have status REJECTED; also when"
          + " told to stop by Ctrl-C or the end of the pipe it writes to",
      "1:no picture could be read, or a path does not exist",
      "2:the command line is wrong"
    })
public final class LandmarksCommand implements Callable<Integer> {

  private final StopSignal stop;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Pictures, directories of pictures, and videos.")
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
              + " DIR/DIRECTORY/NAME.png, for the frames of a video as DIR/NAME/NUMBER.png; files"
              + " left there by an earlier run are replaced.")
  private Path annotate;

  @Option(
      names = "--contours",
      description =
          "Also write the outlines of the parts of faces: 133 points, as ML Kit's Face Contour"
              + " Detection gives them.")
  private boolean contours;

  @Mixin private TaskOptions taskOptions;

  @Mixin private PictureOptions pictureOptions;

  @Mixin private DrawingOptions drawing;

  @Mixin private ExportOptions export;

  private PrintWriter err;

  /** Makes the command, which ends early when the signal is raised. */
  public LandmarksCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    err = spec.commandLine().getErr();
    TaskSettings settings = taskOptions.settings();
    Optional<Path> exported = export.directory();
    List<Input> inputs = Input.of(paths, pictureOptions.isFilm());
    inputs.forEach(each -> each.passedOver().forEach(err::println));
    err.flush();
    KeptFiles kept =
        new KeptFiles(
            files(Optional.ofNullable(annotate), "annotated pictures", inputs),
            files(exported, "exported faces", inputs));
    stop.listen();
    PrintWriter out = output();
    int read = 0;
    try (ModelSet models = taskOptions.models()) {
      LandmarkLines lines = new LandmarkLines(out, FaceForm.whole().withContours(contours));
      for (Input each : inputs) {
        Task task = TaskOptions.task(each.settings(settings), models);
        PictureAnalyser analyser =
            new PictureAnalyser(
                task,
                pictureOptions,
                drawing.layers(),
                export.export(settings.landmarks().camera()));
        try (ResultSource results = each.results(analyser, kept)) {
          read += write(results, lines, out);
        }
      }
    } finally {
      if (json != null) {
        out.close();
      }
    }
    requireWritten(out);
    return read > 0 ? 0 : 1;
  }

  /** Returns how many could be read. */
  private int write(ResultSource results, LandmarkLines lines, PrintWriter out)
      throws IOException, InterruptedException {
    int read = 0;
    try (Progress progress = progress(results)) {
      while (!stop.isRaised() && !isClosed(out)) {
        Optional<PictureResult> result = results.next();
        if (result.isEmpty()) {
          break;
        }
        lines.write(result.get());
        read += result.get().isRejected() ? 0 : 1;
        if (result.get().isRejected()) {
          progress.clear();
          report(result.get());
        }
        progress.step();
      }
    }
    return read;
  }

  /** Lines that run over the same terminal tell as much. */
  private Progress progress(ResultSource results) {
    return json == null && Screen.isTerminal()
        ? Progress.none()
        : Progress.of(err, "pictures", results.total());
  }

  private void report(PictureResult result) {
    err.println("picture: " + result.file() + ": " + result.reason() + "; left out");
    err.flush();
  }

  private boolean isClosed(PrintWriter out) {
    return json == null && PipeEnd.isClosed(out);
  }

  private static Optional<AnnotatedFiles> files(
      Optional<Path> directory, String what, List<Input> inputs) {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(directory.get());
      return Optional.of(new AnnotatedFiles(directory.get(), Input.pictures(inputs)));
    } catch (IOException e) {
      throw new CommandFailure(
          "directory for %s: %s, %s (expected: it can be written); name another"
              .formatted(what, directory.get(), e.getMessage()),
          e);
    }
  }

  private PrintWriter output() {
    if (json == null) {
      return spec.commandLine().getOut();
    }
    try {
      return new PrintWriter(Files.newBufferedWriter(json));
    } catch (IOException e) {
      throw unwritable(e.getMessage(), e);
    }
  }

  /** A writer that prints keeps to itself that its disk is full. */
  private void requireWritten(PrintWriter out) {
    if (json != null && out.checkError()) {
      throw unwritable("not all could be written", null);
    }
  }

  private CommandFailure unwritable(String why, IOException cause) {
    return new CommandFailure(
        "JSON file: %s, %s (expected: it can be written); free some space or name another with --json"
            .formatted(json, why),
        cause);
  }
}

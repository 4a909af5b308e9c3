package io.meshstream.tools.landmarks;

import io.meshstream.tools.drawing.Layer;
import io.meshstream.tools.export.FaceExport;
import io.meshstream.tools.pictures.PictureOptions;
import io.meshstream.vision.Frame;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Analyses pictures: reads them, finds faces, draws them and writes them as files. Immutable and
 * thread-safe.
 *
 * @param task finds the faces
 * @param options how picture files are read
 * @param layers what is drawn
 * @param export writes faces as files
 */
record PictureAnalyser(Task task, PictureOptions options, Set<Layer> layers, FaceExport export) {

  private static final long UNKNOWN = -1;

  /** A result, and where tracking stands after it. */
  record Analysis(PictureResult result, TaskState state) {}

  /** Analyses a file; where it cannot be read, tracking stands where it did. */
  Analysis analyse(InputPicture picture, Optional<FrameTime> time, TaskState state) {
    String label = picture.file().label();
    try {
      return analyse(label, options.decode(picture.file()), picture.destination(), time, state);
    } catch (PictureException e) {
      return rejected(label, time, e, state);
    } catch (IOException e) {
      return new Analysis(PictureResult.rejected(label, time, "FILE_UNREADABLE: " + e), state);
    }
  }

  /** Analyses a picture. */
  Analysis analyse(
      String label,
      Picture picture,
      Destination destination,
      Optional<FrameTime> time,
      TaskState state) {
    long timeMicros = time.map(FrameTime::timeMicros).orElse(OptionalLong.empty()).orElse(UNKNOWN);
    TaskStep step;
    try {
      step = task.step(state, new Frame(PictureSource.of(picture), timeMicros));
    } catch (PictureException e) {
      return rejected(label, time, e, state);
    }
    destination.drawing().ifPresent(file -> Annotation.write(file, picture, step.result(), layers));
    destination.model().ifPresent(stem -> export.write(stem, picture, step.result().faces()));
    return new Analysis(PictureResult.found(label, time, picture, step.result()), step.state());
  }

  private static Analysis rejected(
      String label, Optional<FrameTime> time, PictureException e, TaskState state) {
    String reason = "PICTURE_" + e.problem() + ": " + e.getMessage();
    return new Analysis(PictureResult.rejected(label, time, reason), state);
  }
}

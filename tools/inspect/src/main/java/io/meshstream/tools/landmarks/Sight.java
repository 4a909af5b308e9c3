package io.meshstream.tools.landmarks;

import io.meshstream.tools.drawing.Layer;
import io.meshstream.tools.pictures.PictureOptions;
import io.meshstream.vision.Frame;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks at pictures: reads them, finds faces and draws them. Immutable and thread-safe.
 *
 * @param task finds the faces
 * @param options how picture files are read
 * @param layers what is drawn
 */
record Sight(Task task, PictureOptions options, Set<Layer> layers) {

  private static final long UNKNOWN = -1;

  /** An answer, and where tracking stands after it. */
  record Look(Answer answer, TaskState state) {}

  /** Looks at a file; where it cannot be read, tracking stands where it did. */
  Look look(Still still, Optional<Moment> moment, TaskState state) {
    String label = still.file().label();
    try {
      return look(label, options.decode(still.file()), still.drawing(), moment, state);
    } catch (PictureException e) {
      return rejected(label, moment, e, state);
    } catch (IOException e) {
      return new Look(Answer.rejected(label, moment, "FILE_UNREADABLE: " + e), state);
    }
  }

  /** Looks at a picture. */
  Look look(
      String label,
      Picture picture,
      Optional<Path> drawing,
      Optional<Moment> moment,
      TaskState state) {
    long timeMicros = moment.map(Moment::timeMicros).orElse(OptionalLong.empty()).orElse(UNKNOWN);
    TaskStep step;
    try {
      step = task.step(state, new Frame(PictureSource.of(picture), timeMicros));
    } catch (PictureException e) {
      return rejected(label, moment, e, state);
    }
    drawing.ifPresent(file -> Annotation.write(file, picture, step.result(), layers));
    return new Look(Answer.found(label, moment, picture, step.result()), step.state());
  }

  private static Look rejected(
      String label, Optional<Moment> moment, PictureException e, TaskState state) {
    String reason = "PICTURE_" + e.problem() + ": " + e.getMessage();
    return new Look(Answer.rejected(label, moment, reason), state);
  }
}

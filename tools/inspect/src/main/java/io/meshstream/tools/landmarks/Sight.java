package io.meshstream.tools.landmarks;

import io.meshstream.tools.drawing.Layer;
import io.meshstream.tools.pictures.PictureOptions;
import io.meshstream.vision.FaceMesh;
import io.meshstream.vision.Step;
import io.meshstream.vision.TrackingState;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at pictures: reads them, finds faces and draws them. Immutable and thread-safe.
 *
 * @param mesh finds the faces
 * @param options how picture files are read
 * @param layers what is drawn
 */
record Sight(FaceMesh mesh, PictureOptions options, Set<Layer> layers) {

  /** An answer, and where tracking stands after it. */
  record Look(Answer answer, TrackingState state) {}

  /** Looks at a file; where it cannot be read, tracking stands where it did. */
  Look look(Still still, Optional<Moment> moment, TrackingState state) {
    String label = still.file().label();
    Picture picture;
    try {
      picture = options.decode(still.file());
    } catch (PictureException e) {
      String reason = "PICTURE_" + e.problem() + ": " + e.getMessage();
      return new Look(Answer.rejected(label, moment, reason), state);
    } catch (IOException e) {
      return new Look(Answer.rejected(label, moment, "FILE_UNREADABLE: " + e), state);
    }
    return look(label, picture, still.drawing(), moment, state);
  }

  /** Looks at a picture. */
  Look look(
      String label,
      Picture picture,
      Optional<Path> drawing,
      Optional<Moment> moment,
      TrackingState state) {
    Step step = mesh.step(state, picture);
    drawing.ifPresent(file -> Annotation.write(file, picture, step.result(), layers));
    return new Look(Answer.found(label, moment, picture, step.result()), step.state());
  }
}

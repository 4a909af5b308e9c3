package io.meshstream.tools.local;

import io.meshstream.face.FaceMesh;
import io.meshstream.face.FaceMeshOptions;
import io.meshstream.face.FaceModels;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.PictureDecoder;
import io.meshstream.face.image.PictureException;
import io.meshstream.face.image.PictureLimits;
import io.meshstream.face.image.PictureSource;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.simulation.Film;
import java.nio.ByteBuffer;

/**
 * Shows a film to the face mesh once before the cameras do: by then the virtual machine has
 * compiled what the job spends its time in, so the job need not begin with seconds of backlog.
 */
final class Rehearsal {

  private static final int FRAMES = 150;

  private Rehearsal() {}

  static void run(Film film) {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    try (FaceModels models = FaceModels.open()) {
      FaceMesh mesh = new FaceMesh(models, FaceMeshOptions.defaults().withMaxFaces(2));
      TrackingState state = TrackingState.initial();
      for (int frame = 0; frame < FRAMES; frame++) {
        ByteBuffer data = film.at(frame).data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        try (PictureSource picture = decoder.open(bytes)) {
          state = mesh.step(state, picture).state();
        }
      }
    } catch (PictureException e) {
      // Of no concern here: the job will reject the picture, for all to see.
      return;
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }
}

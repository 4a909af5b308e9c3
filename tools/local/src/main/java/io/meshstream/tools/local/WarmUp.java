package io.meshstream.tools.local;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.vision.FaceMesh;
import io.meshstream.vision.FaceMeshOptions;
import io.meshstream.vision.FaceModels;
import io.meshstream.vision.TrackingState;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import java.nio.ByteBuffer;

/**
 * Runs the face mesh on a clip before the cameras send it: by then the virtual machine has compiled
 * what the job spends its time in, so the job need not begin with seconds of backlog.
 */
final class WarmUp {

  private static final int FRAMES = 150;

  private WarmUp() {}

  static void run(Clip clip) {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    try (FaceModels models = FaceModels.open()) {
      FaceMesh mesh = new FaceMesh(models, FaceMeshOptions.defaults().withMaxFaces(2));
      TrackingState state = TrackingState.initial();
      for (int frame = 0; frame < FRAMES; frame++) {
        ByteBuffer data = clip.at(frame).data();
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

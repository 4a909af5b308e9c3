package io.meshstream.tools.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.vision.FaceMesh;
import io.meshstream.vision.FaceMeshOptions;
import io.meshstream.vision.FaceModels;
import io.meshstream.vision.Step;
import io.meshstream.vision.TrackingState;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipStudioTest {

  private static final PictureSize SIZE = new PictureSize(640, 360);

  private final ClipStudio studio = new ClipStudio();

  @Test
  void makesTheSamePicturesEveryTime() {
    assertThat(studio.clip(1, SIZE, 3)).isEqualTo(studio.clip(1, SIZE, 3));
  }

  @Test
  void makesDifferentPicturesForDifferentCameras() {
    assertThat(studio.clip(0, SIZE, 3)).isNotEqualTo(studio.clip(1, SIZE, 3));
  }

  @Test
  void beginsAgainAfterTheLastPicture() {
    Clip clip = studio.clip(0, SIZE, 3);

    assertThat(clip.at(3)).isEqualTo(clip.at(0));
    assertThat(clip.at(3_000_000_001L)).isEqualTo(clip.at(1));
  }

  @Test
  void showsNoFaceOneFaceAndTwoFacesThatTheModelsFind() throws PictureException {
    List<Integer> found = new ArrayList<>();
    try (FaceModels models = FaceModels.open()) {
      FaceMesh mesh = new FaceMesh(models, FaceMeshOptions.defaults().withMaxFaces(2));
      TrackingState state = TrackingState.initial();
      Clip clip = studio.clip(0, SIZE, 60);
      for (int frame = 0; frame < 60; frame++) {
        Step step = mesh.step(state, decode(clip.at(frame)));
        state = step.state();
        found.add(step.result().faces().size());
      }
    }

    assertThat(found).contains(0, 1, 2);
    assertThat(found.stream().filter(faces -> faces > 0).count()).isGreaterThan(36);
  }

  private static Picture decode(ClipPicture encoded) throws PictureException {
    byte[] bytes = new byte[encoded.data().remaining()];
    encoded.data().get(bytes);
    return new PictureDecoder(PictureLimits.defaults()).decode(bytes);
  }
}

package io.meshstream.tools.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.vision.Frame;
import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.Handedness;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
  void makesTheSamePicturesLater() {
    Clip now = studio.loop(1, SIZE, 0.5);

    assertThat(studio.lazyLoop(1, SIZE, 0.5))
        .isEqualTo(now)
        .isNotEqualTo(studio.loop(2, SIZE, 0.5));
    assertThat(now.pictures()).hasSize(4);
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
    try (ModelSet models = ModelSet.open()) {
      Task mesh =
          TaskCatalog.task(
              TaskSettings.of(TaskKind.FACE_MESH)
                  .withTracking(TrackingOptions.defaults().withMaxFaces(2)),
              models);
      TaskState state = TaskState.initial();
      Clip clip = studio.clip(0, SIZE, 60);
      for (int frame = 0; frame < 60; frame++) {
        TaskStep step = mesh.step(state, Frame.of(decode(clip.at(frame))));
        state = step.state();
        found.add(step.result().faces().size());
      }
    }

    assertThat(found).contains(0, 1, 2);
    assertThat(found.stream().filter(faces -> faces > 0).count()).isGreaterThan(36);
  }

  @Test
  void showsHandsThatTheModelsFindBesideTheFacesThatItShowsWithoutThem() throws PictureException {
    List<Integer> faces = new ArrayList<>();
    List<Integer> hands = new ArrayList<>();
    Set<Handedness> sides = EnumSet.noneOf(Handedness.class);
    try (ModelSet models = ModelSet.open()) {
      Task both =
          TaskCatalog.task(
              TaskSettings.of(TaskKind.FACE_MESH)
                  .withTracking(TrackingOptions.defaults().withMaxFaces(2))
                  .withHands(HandOptions.defaults().withEnabled(true).withModel(HandModel.LITE)),
              models);
      TaskState state = TaskState.initial();
      Clip clip = ClipStudio.withHands().clip(0, SIZE, 40);
      for (int frame = 0; frame < 40; frame++) {
        TaskStep step = both.step(state, Frame.of(decode(clip.at(frame))));
        state = step.state();
        faces.add(step.result().faces().size());
        hands.add(step.result().hands().size());
        step.result().hands().forEach(hand -> sides.add(hand.handedness()));
      }
    }

    assertThat(faces).contains(0, 1, 2);
    assertThat(hands).contains(1, 2).doesNotContain(0);
    assertThat(sides).containsExactly(Handedness.values());
  }

  private static Picture decode(ClipPicture encoded) throws PictureException {
    byte[] bytes = new byte[encoded.data().remaining()];
    encoded.data().get(bytes);
    return new PictureDecoder(PictureLimits.defaults()).decode(bytes);
  }
}

package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.image.SampleLayout;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tracked face needs nothing but its own part of the picture. */
class PartialPictureTest {
  private static final TaskSettings DEFAULTS = TaskSettings.of(TaskKind.FACE_MESH);

  @AutoClose private static final ModelSet models = ModelSet.open();

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void aPartGivesTheSameBitsAsTheWholePicture(Sampling sampling) throws Exception {
    Task task = TaskCatalog.task(DEFAULTS.withSampling(sampling), models);
    PartsOnly parts = new PartsOnly(Portrait.picture());
    TaskState state = task.step(TaskState.initial(), Frame.of(Portrait.picture())).state();
    for (int frame = 0; frame < 3; frame++) {
      TaskStep whole = task.step(state, Frame.of(Portrait.picture()));
      TaskStep part = task.step(state, new Frame(parts, -1));
      assertThat(part).isEqualTo(whole);
      assertThat(part.result().faces()).hasSize(1);
      assertThat(parts.asked.size()).isLessThan(512 * 512 / 4);
      state = part.state();
    }
  }

  @ParameterizedTest
  @EnumSource(QuarterTurn.class)
  void aTurnedSourceIsAskedForTheRightPart(QuarterTurn turn) throws Exception {
    Task task = TaskCatalog.task(DEFAULTS, models);
    Picture upright = Portrait.picture();
    TaskState state = task.step(TaskState.initial(), Frame.of(upright)).state();
    Picture lying = upright.turned(turn).turned(turn).turned(turn);
    PictureSource source =
        new PartsOnly(Crops.of(lying, PixelArea.ofPicture(512, 512))).turned(turn);

    assertThat(task.step(state, new Frame(source, -1)))
        .isEqualTo(task.step(state, Frame.of(upright)));
  }

  /** Gives exactly the part it is asked for, and never the whole. */
  private static final class PartsOnly implements PictureSource {
    private final Picture picture;
    private PixelArea asked;

    private PartsOnly(Picture picture) {
      this.picture = picture;
    }

    @Override
    public int width() {
      return picture.width();
    }

    @Override
    public int height() {
      return picture.height();
    }

    @Override
    public Picture whole(int maxReduction) throws PictureException {
      throw new AssertionError("the whole picture was asked for");
    }

    @Override
    public Picture part(PixelSelection wanted, int maxReduction) {
      PixelArea area = wanted.area();
      asked = area;
      byte[] rgb = Crops.of(picture, area).data();
      return Picture.part(rgb, SampleLayout.RGB, area, picture.width(), picture.height());
    }
  }
}

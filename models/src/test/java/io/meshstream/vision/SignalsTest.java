package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.signals.CropQuality;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.signals.GazeZone;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The signals of a real face: one that looks into the camera with open eyes. */
class SignalsTest {
  private static final LandmarkOptions SIGNALS =
      LandmarkOptions.defaults().withDetails(Set.of(FaceDetail.SIGNALS));

  @AutoClose private static final ModelSet models = ModelSet.open();
  private static BufferedImage portrait;

  @BeforeAll
  static void load() throws Exception {
    portrait = ImageIO.read(new ByteArrayInputStream(Portrait.png()));
  }

  @Test
  void aFaceThatLooksIntoTheCameraSaysSo() throws Exception {
    FaceDetails details = details(SIGNALS.withRefined(true), portrait);

    FaceSignals signals = details.signals().orElseThrow();
    assertThat(signals.eyeOpennessLeft()).isBetween(0.2f, 0.45f);
    assertThat(signals.eyeOpennessRight()).isBetween(0.2f, 0.45f);
    assertThat(signals.mouthOpenness()).isBetween(0f, 0.5f);
    assertThat(signals.frontalness()).isBetween(0.9f, 1f);
    assertThat(signals.faceSize()).isBetween(0.1f * portrait.getWidth(), 1f * portrait.getWidth());
    assertThat(signals.gazeZone()).contains(GazeZone.CENTER);
    assertThat(details.geometry()).isEmpty();
  }

  @Test
  void withoutIrisesNobodyKnowsTheGaze() throws Exception {
    FaceDetails details = details(SIGNALS, portrait);

    assertThat(details.signals().orElseThrow().gazeZone()).isEmpty();
  }

  @Test
  void aDarkPictureIsDarkAndABlurredOneIsNotSharp() throws Exception {
    CropQuality plain = details(SIGNALS, portrait).quality().orElseThrow();
    CropQuality dark =
        details(SIGNALS, new RescaleOp(0.5f, 0, null).filter(portrait, null))
            .quality()
            .orElseThrow();
    CropQuality blurred = details(SIGNALS, blurred(5)).quality().orElseThrow();
    CropQuality moreBlurred = details(SIGNALS, blurred(9)).quality().orElseThrow();

    assertThat(plain.brightness()).isBetween(0.2f, 0.9f);
    assertThat(dark.brightness()).isBetween(0.4f * plain.brightness(), 0.6f * plain.brightness());
    assertThat(blurred.sharpness()).isLessThan(0.7f * plain.sharpness());
    assertThat(moreBlurred.sharpness()).isLessThan(0.7f * blurred.sharpness());
  }

  @Test
  void whoAsksForThoseOfTheLandmarksGetsThemAndNothingOfThePixels() throws Exception {
    FaceDetails details =
        details(SIGNALS.withDetails(Set.of(FaceDetail.LANDMARK_SIGNALS)), portrait);

    assertThat(details.signals()).isEqualTo(details(SIGNALS, portrait).signals());
    assertThat(details.quality()).isEmpty();
  }

  @Test
  void whoDoesNotAskForSignalsGetsNone() throws Exception {
    assertThat(details(LandmarkOptions.defaults(), portrait)).isEqualTo(FaceDetails.none());
  }

  @Test
  void signalsAreTheSameWhetherThePoseIsAskedForOrNot() throws Exception {
    FaceDetails both =
        details(SIGNALS.withDetails(Set.of(FaceDetail.SIGNALS, FaceDetail.POSE)), portrait);

    assertThat(both.geometry()).isPresent();
    assertThat(both.signals()).isEqualTo(details(SIGNALS, portrait).signals());
  }

  private static FaceDetails details(LandmarkOptions options, BufferedImage image)
      throws Exception {
    Task task =
        TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH).withLandmarks(options), models);
    Picture picture = new PictureDecoder(PictureLimits.defaults()).decode(ImageFiles.png(image));
    return task.step(TaskState.initial(), Frame.of(picture)).result().faces().get(0).details();
  }

  private static BufferedImage blurred(int side) {
    float[] weights = new float[side * side];
    Arrays.fill(weights, 1f / weights.length);
    return new ConvolveOp(new Kernel(side, side, weights)).filter(portrait, null);
  }
}

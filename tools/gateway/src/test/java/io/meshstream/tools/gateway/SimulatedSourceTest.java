package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SimulatedSourceTest {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(10));

  private final TestingTicker ticker = new TestingTicker();

  @Test
  void showsMovingPicturesOfTheSizeAndAtThePaceAskedFor() throws Exception {
    List<CapturedPicture> pictures = read("simulate:1", 5, "160x90");

    assertThat(pictures)
        .allMatch(picture -> picture.encoding() == PictureEncoding.JPEG)
        .allMatch(picture -> picture.width() == 160 && picture.height() == 90);
    assertThat(new HashSet<>(pictures.stream().map(CapturedPicture::data).toList())).hasSize(5);
    assertThat(ticker.sleeps()).hasSize(4).containsOnly(Duration.ofMillis(500));
  }

  @Test
  void beginsAgainAfterEightSeconds() throws Exception {
    List<CapturedPicture> pictures = read("simulate:1", 17, "160x90");

    assertThat(pictures.get(16).data()).isEqualTo(pictures.get(0).data());
    assertThat(pictures.get(16).capturedAt()).isAfterOrEqualTo(pictures.get(0).capturedAt());
  }

  @Test
  void camerasOfDifferentNumbersShowDifferentPictures() throws Exception {
    assertThat(read("simulate:1", 1, "160x90").get(0).data())
        .isNotEqualTo(read("simulate:2", 1, "160x90").get(0).data());
  }

  @Test
  void showsHandsIfAskedTo() throws Exception {
    CapturedPicture faces = read("simulate:1", 1, "320x180").get(0);
    CapturedPicture hands = read("simulate:1+hands", 1, "320x180").get(0);

    Clip expected = ClipStudio.withHands().loop(0, PictureSize.parse("320x180"), 2);
    assertThat(hands.data()).isEqualTo(expected.at(0).data()).isNotEqualTo(faces.data());
  }

  private List<CapturedPicture> read(String url, int count, String size) throws Exception {
    CameraSettings settings =
        new CameraSettings(
            "cam",
            CameraUrl.parse(url),
            OptionalDouble.of(2),
            Optional.of(PictureSize.parse(size)),
            OptionalInt.empty(),
            OptionalInt.empty(),
            /* loop= */ false,
            CertificateRule.trusted(),
            CaptureTime.Source.CAMERA,
            /* restartMarkers= */ false);
    List<CapturedPicture> pictures = new ArrayList<>();
    try (FrameSource source = SourceOpener.of(settings, LIMITS, ticker).open(warning -> {})) {
      while (pictures.size() < count) {
        pictures.add(source.next().orElseThrow());
      }
    }
    return pictures;
  }
}

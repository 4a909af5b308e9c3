package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.vision.sample.Portrait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(10));

  @TempDir private Path folder;

  private final TestingTicker ticker = new TestingTicker();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void sendsFilesAsTheyAreInTheOrderOfTheirNames() throws Exception {
    byte[] jpeg = new TestingClip(320, 180).jpegs().get(0);
    Files.write(folder.resolve("2.jpeg"), jpeg);
    Files.write(folder.resolve("3.jpg"), new byte[] {1, 2});
    Files.write(folder.resolve("1.PNG"), Portrait.png());
    Files.write(folder.resolve("notes.txt"), new byte[10]);

    List<CapturedPicture> pictures = read(folder, LIMITS);

    assertThat(pictures.stream().map(CapturedPicture::encoding))
        .containsExactly(PictureEncoding.PNG, PictureEncoding.JPEG, PictureEncoding.JPEG);
    assertThat(pictures.get(0).data().array()).isEqualTo(Portrait.png());
    assertThat(pictures.get(1).data().array()).isEqualTo(jpeg);
    assertThat(pictures.get(1).width()).isEqualTo(320);
    assertThat(pictures.get(1).height()).isEqualTo(180);
    assertThat(pictures.get(2).data().array()).containsExactly(1, 2);
    assertThat(ticker.sleeps()).hasSize(2).containsOnly(Duration.ofMillis(100));
    assertThat(warnings).isEmpty();
  }

  @Test
  void sendsASingleFile() throws Exception {
    Path file = folder.resolve("portrait.png");
    Files.write(file, Portrait.png());

    assertThat(read(file, LIMITS)).hasSize(1);
  }

  @Test
  void leavesOutWhatIsTooLarge() throws Exception {
    Files.write(folder.resolve("1.jpg"), new byte[11]);
    Files.write(folder.resolve("2.jpg"), new byte[10]);

    assertThat(read(folder, new SourceLimits(Duration.ofSeconds(1), 100, 10))).hasSize(1);
    assertThat(warnings)
        .containsExactly(folder.resolve("1.jpg") + ": 11 bytes (expected: at most 10)");
  }

  @Test
  void saysThatThereAreNoPictures() {
    assertThatThrownBy(() -> read(folder, LIMITS))
        .isInstanceOf(SourceException.class)
        .hasMessage(folder + " (expected: at least one .jpg, .jpeg or .png file in it)");
    Path none = folder.resolve("none.jpg");
    assertThatThrownBy(() -> read(none, LIMITS))
        .isInstanceOf(SourceException.class)
        .hasMessage(none + " (expected: an existing file or directory)");
  }

  private List<CapturedPicture> read(Path path, SourceLimits limits) throws Exception {
    CameraSettings settings =
        new CameraSettings(
            "cam",
            CameraUrl.parse(path.toString()),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            /* loop= */ false,
            CertificateRule.trusted(),
            CaptureTime.Source.CAMERA,
            /* restartMarkers= */ false);
    List<CapturedPicture> pictures = new ArrayList<>();
    try (FrameSource source = SourceOpener.of(settings, limits, ticker).open(warnings::add)) {
      Optional<CapturedPicture> next = source.next();
      while (next.isPresent()) {
        pictures.add(next.get());
        next = source.next();
      }
    }
    return pictures;
  }
}

package io.meshstream.tools.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.http.TestingHttpServer;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.tools.video.SourceLimits;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos of cameras that send a key frame once and then not for long. */
class LiveVideoTest {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(20));
  private static final int FRAMES = 60;

  @TempDir private static Path folder;

  private static byte[] transportStream;
  private static byte[] h264;

  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void shoot() throws Exception {
    FFmpeg.require("test");
    TestingClip recording = new TestingClip(320, 180);
    Path ts = folder.resolve("clip.ts");
    recording.record(ts, "mpegts", avcodec.AV_CODEC_ID_H264, FRAMES, FRAMES);
    transportStream = Files.readAllBytes(ts);
    Path raw = folder.resolve("clip.h264");
    recording.record(raw, "h264", avcodec.AV_CODEC_ID_H264, FRAMES, FRAMES);
    h264 = Files.readAllBytes(raw);
  }

  @Test
  void theFirstPictureOverHttpIsThatOfTheFirstKeyFrame() throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes("HTTP/1.0 200 OK\r\nContent-Type: video/mp2t\r\n\r\n".getBytes(ISO_8859_1));
    answer.writeBytes(transportStream);
    try (TestingHttpServer camera = TestingHttpServer.answering(answer.toByteArray())) {
      assertThat(read(camera.url("/live"), CaptureTime.Source.CAMERA, FRAMES)).hasSize(FRAMES);
    }
  }

  @Test
  void theFirstPictureOverRtspIsThatOfTheFirstKeyFrame() throws Exception {
    try (TestingRtspCamera camera = new TestingRtspCamera(h264, Optional.empty())) {
      Instant begin = Instant.now();

      // The last one is only known to be whole when another begins.
      List<CapturedPicture> pictures = read(camera.url(), CaptureTime.Source.CAMERA, FRAMES - 1);

      assertThat(pictures).hasSize(FRAMES - 1);
      assertThat(pictures).allMatch(picture -> !picture.capturedAt().isBefore(begin));
    }
  }

  @Test
  void picturesOverRtspWereTakenWhenTheCameraSays() throws Exception {
    Instant taken = Instant.now().minusMillis(900).truncatedTo(ChronoUnit.MILLIS);
    try (TestingRtspCamera camera = new TestingRtspCamera(h264, Optional.of(taken))) {
      List<CapturedPicture> pictures = read(camera.url(), CaptureTime.Source.CAMERA, 5);

      // Of the first picture FFmpeg does not know the moment.
      for (int i = 1; i < 5; i++) {
        assertThat(Duration.between(taken, pictures.get(i).capturedAt()).minusMillis(40L * i).abs())
            .isLessThan(Duration.ofMillis(2));
      }
    }
  }

  @Test
  void aCameraWithAWrongClockIsNotBelieved() throws Exception {
    Instant begin = Instant.now();
    try (TestingRtspCamera camera =
        new TestingRtspCamera(h264, Optional.of(begin.plusSeconds(86_400)))) {
      List<CapturedPicture> pictures = read(camera.url(), CaptureTime.Source.CAMERA, 5);

      assertThat(pictures).allMatch(picture -> !picture.capturedAt().isBefore(begin));
      assertThat(pictures).allMatch(picture -> !picture.capturedAt().isAfter(Instant.now()));
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith(camera.url() + ": its clock is 86")
          .contains(" s fast ");
    }
  }

  private List<CapturedPicture> read(String url, CaptureTime.Source clock, int most)
      throws Exception {
    CameraSettings settings =
        new CameraSettings(
            "cam",
            CameraUrl.parse(url),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            /* loop= */ false,
            CertificateRule.trusted(),
            clock,
            /* restartMarkers= */ false);
    List<CapturedPicture> pictures = new ArrayList<>();
    SourceOpener opener = SourceOpener.of(settings, LIMITS, new TestingTicker());
    try (FrameSource source = opener.open(warnings::add)) {
      Optional<CapturedPicture> next = source.next();
      while (next.isPresent()) {
        pictures.add(next.get());
        next = pictures.size() < most ? source.next() : Optional.empty();
      }
    }
    return pictures;
  }
}

package io.meshstream.tools.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.http.TestingHttpServer;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSourceTest {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(20));

  private static List<byte[]> jpegs;
  private static byte[] large;

  private final TestingTicker ticker = new TestingTicker();
  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void shoot() {
    jpegs = new TestingClip(320, 180).jpegs().subList(0, 4);
    large = new TestingClip(640, 360).jpegs().get(0);
  }

  @Test
  void aStreamGoesOutByteForByteAndTextBetweenPicturesDoesNotEndIt() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] jpeg : jpegs) {
      body.writeBytes(bytes("--b\r\nContent-Type: text/plain\r\n\r\nstill here\r\n--b\r\n\r\n"));
      body.writeBytes(jpeg);
      body.writeBytes(bytes("\r\n"));
    }
    try (TestingHttpServer camera =
            TestingHttpServer.answering(
                answer("multipart/x-mixed-replace; boundary=b", body.toByteArray()));
        FrameSource source = open(camera, null, 0, 0)) {
      List<CapturedPicture> pictures = read(source, 100);

      assertThat(pictures.stream().map(HttpSourceTest::bytes))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(jpegs);
      assertThat(pictures).allMatch(each -> each.width() == 320 && each.height() == 180);
      assertThat(warnings).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 500", "4, 250", "0.1, 10000"})
  void aCameraThatGivesOnePictureIsAskedSoManyTimesASecond(double fps, long millis)
      throws Exception {
    Deque<byte[]> left = new ArrayDeque<>(jpegs);
    try (TestingHttpServer camera =
            TestingHttpServer.answering(request -> answer("image/jpeg", left.remove()));
        FrameSource source = open(camera, null, 0, fps)) {
      List<CapturedPicture> pictures = read(source, 4);

      assertThat(pictures.stream().map(HttpSourceTest::bytes))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(jpegs);
      assertThat(ticker.sleeps())
          .hasSize(3)
          .allMatch(sleep -> sleep.equals(Duration.ofMillis(millis)));
    }
  }

  @Test
  void theSamePictureAgainIsAFrameToo() throws Exception {
    try (TestingHttpServer camera =
            TestingHttpServer.answering(answer("image/jpeg", jpegs.get(0)));
        FrameSource source = open(camera, null, 0, 0)) {
      assertThat(read(source, 3)).hasSize(3);
    }
  }

  @Test
  void aSnapshotMayBeAPng() throws Exception {
    byte[] png = ImageFiles.png(ImageIO.read(new ByteArrayInputStream(large)));
    try (TestingHttpServer camera = TestingHttpServer.answering(answer("image/png", png))) {
      try (FrameSource source = open(camera, null, 0, 0)) {
        CapturedPicture picture = read(source, 1).get(0);
        assertThat(picture.encoding()).isEqualTo(PictureEncoding.PNG);
        assertThat(bytes(picture)).isEqualTo(png);
      }
      try (FrameSource source = open(camera, "320x180", 0, 0)) {
        requireJpeg(read(source, 1).get(0), 320, 180);
      }
    }
  }

  @Test
  void onlyWhatIsTooLargeIsEncodedAnew() throws Exception {
    Deque<byte[]> left = new ArrayDeque<>(List.of(jpegs.get(0), large, jpegs.get(1)));
    try (TestingHttpServer camera =
            TestingHttpServer.answering(request -> answer("image/jpeg", left.remove()));
        FrameSource source = open(camera, "320x240", 0, 0)) {
      List<CapturedPicture> pictures = read(source, 3);

      assertThat(bytes(pictures.get(0))).isEqualTo(jpegs.get(0));
      requireJpeg(pictures.get(1), 320, 180);
      assertThat(bytes(pictures.get(2))).isEqualTo(jpegs.get(1));
    }
  }

  @Test
  void everythingIsEncodedAnewWhenAQualityIsAskedFor() throws Exception {
    try (TestingHttpServer camera = TestingHttpServer.answering(answer("image/jpeg", large));
        FrameSource source = open(camera, null, 10, 0)) {
      CapturedPicture picture = read(source, 1).get(0);

      requireJpeg(picture, 640, 360);
      assertThat(bytes(picture).length).isLessThan(large.length / 2);
    }
  }

  @Test
  void damagedPicturesAreLeftOut() throws Exception {
    byte[] damaged = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9};
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] jpeg : List.of(jpegs.get(0), damaged, jpegs.get(1))) {
      body.writeBytes(jpeg);
    }
    try (TestingHttpServer camera =
            TestingHttpServer.answering(answer("image/jpeg", body.toByteArray()));
        FrameSource source = open(camera, null, 0, 0)) {
      assertThat(read(source, 100)).hasSize(2);
      assertThat(warnings).singleElement().asString().startsWith(camera.url("/video") + ": JPEG ");
    }
  }

  @Test
  void aCameraThatGivesNoPictureAnyMoreIsLost() throws Exception {
    Deque<byte[]> left =
        new ArrayDeque<>(List.of(answer("image/jpeg", large), bytes("HTTP/1.1 503 Busy\r\n\r\n")));
    try (TestingHttpServer camera = TestingHttpServer.answering(request -> left.remove());
        FrameSource source = open(camera, null, 0, 0)) {
      assertThatThrownBy(() -> read(source, 2))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(": 503 Busy (expected: 200 OK)");
    }
  }

  @Test
  void restartMarkersThatAreAskedForChangeNoPixel() throws Exception {
    Deque<byte[]> left = new ArrayDeque<>(jpegs);
    try (TestingHttpServer camera =
            TestingHttpServer.answering(request -> answer("image/jpeg", left.remove()));
        FrameSource source = open(camera, null, 0, 0, /* restartMarkers= */ true)) {
      List<CapturedPicture> pictures = read(source, 4);

      for (int i = 0; i < 4; i++) {
        byte[] jpeg = bytes(pictures.get(i));
        assertThat(JpegHeader.parse(jpeg, 0, jpeg.length, 1 << 20).restartInterval()).isPositive();
        assertThat(pixels(jpeg)).isEqualTo(pixels(jpegs.get(i)));
      }
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void aJpegThatTakesNoRestartMarkersGoesOutAsItCameAndThatIsToldOnce() throws Exception {
    byte[] progressive =
        ImageFiles.progressiveJpeg(ImageIO.read(new ByteArrayInputStream(jpegs.get(0))));
    try (TestingHttpServer camera = TestingHttpServer.answering(answer("image/jpeg", progressive));
        FrameSource source = open(camera, null, 0, 0, /* restartMarkers= */ true)) {
      List<CapturedPicture> pictures = read(source, 3);

      assertThat(pictures).allSatisfy(each -> assertThat(bytes(each)).isEqualTo(progressive));
      assertThat(warnings).hasSize(1).first().asString().contains("no restart markers");
    }
  }

  private FrameSource open(TestingHttpServer camera, String size, int quality, double fps)
      throws Exception {
    return open(camera, size, quality, fps, /* restartMarkers= */ false);
  }

  private FrameSource open(
      TestingHttpServer camera, String size, int quality, double fps, boolean restartMarkers)
      throws Exception {
    CameraSettings settings =
        new CameraSettings(
            "cam",
            CameraUrl.parse(camera.url("/video")),
            fps == 0 ? OptionalDouble.empty() : OptionalDouble.of(fps),
            Optional.ofNullable(size).map(PictureSize::parse),
            quality == 0 ? OptionalInt.empty() : OptionalInt.of(quality),
            OptionalInt.empty(),
            /* loop= */ false,
            CertificateRule.trusted(),
            CaptureTime.Source.CAMERA,
            restartMarkers);
    return SourceOpener.of(settings, LIMITS, ticker).open(warnings::add);
  }

  private static List<CapturedPicture> read(FrameSource source, int most) throws Exception {
    List<CapturedPicture> pictures = new ArrayList<>();
    Optional<CapturedPicture> next = source.next();
    while (next.isPresent()) {
      pictures.add(next.get());
      next = pictures.size() < most ? source.next() : Optional.empty();
    }
    return pictures;
  }

  private static int[] pixels(byte[] jpeg) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  private static void requireJpeg(CapturedPicture picture, int width, int height)
      throws IOException {
    assertThat(picture.encoding()).isEqualTo(PictureEncoding.JPEG);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes(picture)));
    assertThat(image.getWidth()).isEqualTo(width).isEqualTo(picture.width());
    assertThat(image.getHeight()).isEqualTo(height).isEqualTo(picture.height());
  }

  private static byte[] answer(String type, byte[] body) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(bytes("HTTP/1.0 200 OK\r\nContent-Type: " + type + "\r\n\r\n"));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] bytes(CapturedPicture picture) {
    byte[] bytes = new byte[picture.data().remaining()];
    picture.data().duplicate().get(bytes);
    return bytes;
  }
}

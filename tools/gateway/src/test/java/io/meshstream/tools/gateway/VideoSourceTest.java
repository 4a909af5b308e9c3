package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.vision.jpeg.JpegHeader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoSourceTest {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(10));

  private static TestingClip recording;
  private static TestingClip larger;

  @TempDir private Path folder;

  private final TestingTicker ticker = new TestingTicker();
  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void shoot() {
    FFmpeg.require("test");
    recording = new TestingClip(320, 180);
    larger = new TestingClip(640, 360);
  }

  @ParameterizedTest
  @CsvSource({"mp4, 12", "matroska, 12", "mpegts, 2", "avi, 12", "mpegts, 27"})
  void givesEveryFrameOfAVideoInItsOwnTime(String format, int codec) throws Exception {
    Path file = folder.resolve("clip");
    recording.record(file, format, codec, 20);

    List<CapturedPicture> pictures = read(file);

    assertThat(pictures).hasSize(20);
    assertThat(pictures).allMatch(each -> each.encoding() == PictureEncoding.JPEG);
    assertThat(pictures).allMatch(each -> each.width() == 320 && each.height() == 180);
    assertThat(pictures).allMatch(each -> each.rotation() == 0);
    assertThat(ticker.sleeps())
        .hasSize(19)
        .allSatisfy(each -> assertThat(each.toMillis()).isCloseTo(40L, within(1L)));
    assertThat(warnings).isEmpty();
  }

  @Test
  void theJpegsShowWhatTheVideoShows() throws Exception {
    Path file = folder.resolve("clip");
    recording.record(file, "mp4", avcodec.AV_CODEC_ID_MPEG4, 12);

    List<CapturedPicture> pictures = read(file);

    for (int i = 0; i < pictures.size(); i++) {
      BufferedImage shown = image(bytes(pictures.get(i)));
      BufferedImage original = image(recording.jpegs().get(i));
      assertThat(difference(shown, original)).as("mean difference of frame %d", i).isLessThan(8);
    }
  }

  @Test
  void passesTheJpegsOfACameraThroughByteForByte() throws Exception {
    Path file = folder.resolve("clip");
    writeJpegs(file, recording.jpegs());

    assertThat(read(file).stream().map(VideoSourceTest::bytes))
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(recording.jpegs());
  }

  @Test
  void putsRestartMarkersIntoTheJpegsOfACameraIfAskedFor() throws Exception {
    Path file = folder.resolve("clip");
    writeJpegs(file, recording.jpegs());

    List<CapturedPicture> pictures = read(settings(file.toString(), null, 0, true));

    assertThat(pictures).hasSize(recording.jpegs().size());
    for (int i = 0; i < pictures.size(); i++) {
      byte[] jpeg = bytes(pictures.get(i));
      assertThat(JpegHeader.parse(jpeg, 0, jpeg.length, 1 << 20).restartInterval()).isPositive();
      assertThat(difference(image(jpeg), image(recording.jpegs().get(i)))).isZero();
    }
  }

  @Test
  void encodesAnewOnlyPicturesThatAreTooLarge() throws Exception {
    Path file = folder.resolve("clip");
    writeJpegs(
        file, List.of(recording.jpegs().get(0), larger.jpegs().get(0), recording.jpegs().get(1)));

    List<CapturedPicture> pictures = read(settings(file, "320x240", 0));

    assertThat(pictures).hasSize(3);
    assertThat(pictures).allMatch(each -> each.width() == 320 && each.height() == 180);
    assertThat(bytes(pictures.get(0))).isEqualTo(recording.jpegs().get(0));
    assertThat(bytes(pictures.get(2))).isEqualTo(recording.jpegs().get(1));
    assertThat(difference(image(bytes(pictures.get(1))), image(recording.jpegs().get(0))))
        .isLessThan(8);
  }

  @Test
  void encodesAllPicturesAnewWhenAQualityIsAskedFor() throws Exception {
    Path file = folder.resolve("clip");
    writeJpegs(file, recording.jpegs());

    List<CapturedPicture> good = read(settings(file, null, 95));
    List<CapturedPicture> bad = read(settings(file, null, 10));

    assertThat(good).hasSameSizeAs(recording.jpegs());
    assertThat(bad).hasSameSizeAs(recording.jpegs());
    assertThat(bytes(bad.get(0)).length).isLessThan(bytes(good.get(0)).length / 2);
    assertThat(difference(image(bytes(good.get(0))), image(recording.jpegs().get(0))))
        .isLessThan(3);
  }

  @Test
  void goesOnWhenTheSizeChanges() throws Exception {
    Path file = folder.resolve("clip");
    Path second = folder.resolve("second");
    recording.record(file, "mpegts", avcodec.AV_CODEC_ID_MPEG2VIDEO, 10);
    larger.record(second, "mpegts", avcodec.AV_CODEC_ID_MPEG2VIDEO, 10);
    Files.write(file, concat(Files.readAllBytes(file), Files.readAllBytes(second)));

    List<CapturedPicture> pictures = read(file);

    assertThat(pictures.stream().map(CapturedPicture::width).distinct()).containsExactly(320, 640);
    for (CapturedPicture picture : pictures) {
      BufferedImage image = image(bytes(picture));
      assertThat(image.getWidth()).isEqualTo(picture.width());
      assertThat(image.getHeight()).isEqualTo(picture.height());
    }
  }

  @Test
  void scalesDownButNeverUp() throws Exception {
    Path file = folder.resolve("clip");
    larger.record(file, "mp4", avcodec.AV_CODEC_ID_MPEG4, 3);

    assertThat(read(settings(file, "200x200", 0)))
        .allMatch(p -> p.width() == 200 && p.height() == 112);
    assertThat(read(settings(file, "1280x720", 0)))
        .allMatch(p -> p.width() == 640 && p.height() == 360);
  }

  @Test
  void leavesDamagedPartsOut() throws Exception {
    Path file = folder.resolve("clip");
    List<byte[]> jpegs = new ArrayList<>(recording.jpegs());
    jpegs.add(3, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9});
    writeJpegs(file, jpegs);

    assertThat(read(file)).hasSameSizeAs(recording.jpegs());
    assertThat(warnings).isNotEmpty().allMatch(each -> each.startsWith(file + ": "));
  }

  @Test
  void anEmptyPacketIsNoPictureAndNoDamage() throws Exception {
    Path file = folder.resolve("clip");
    List<byte[]> jpegs = new ArrayList<>(recording.jpegs());
    jpegs.add(3, new byte[0]);
    writeJpegs(file, jpegs);

    assertThat(read(file)).hasSameSizeAs(recording.jpegs());
    assertThat(read(settings(file, null, 90))).hasSameSizeAs(recording.jpegs());
    assertThat(warnings).isEmpty();
  }

  @Test
  void readsWhatIsLeftOfADamagedVideo() throws Exception {
    Path file = folder.resolve("clip");
    recording.record(file, "mpegts", avcodec.AV_CODEC_ID_MPEG2VIDEO, 100);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      bytes[10_000 + random.nextInt(bytes.length - 10_000)] = (byte) random.nextInt();
    }
    Files.write(file, bytes);

    assertThat(read(file)).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 1000, 100_000})
  void saysThatAFileIsNoVideo(int length) throws Exception {
    Path file = folder.resolve("clip");
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    Files.write(file, noise);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("(expected: a video that can be read)");
  }

  /** Of a track's matrix in its header, by which players turn the video. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0, 1, 0", "0, 1, -1, 0, 90", "-1, 0, 0, -1, 180", "0, -1, 1, 0, 270"})
  void turnsAVideoAsItSays(int a, int b, int c, int d, int degrees) throws Exception {
    Path file = folder.resolve("clip.mp4");
    recording.record(file, "mp4", avcodec.AV_CODEC_ID_MPEG4, 3);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int matrix = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf("tkhd") + 44;
    for (int[] cell : new int[][] {{0, a}, {4, b}, {12, c}, {16, d}}) {
      bytes.putInt(matrix + cell[0], cell[1] << 16);
    }
    Files.write(file, bytes.array());

    assertThat(read(file)).hasSize(3).allMatch(picture -> picture.rotation() == degrees);
  }

  @Test
  void saysThatAFileIsNotThere() {
    Path file = folder.resolve("none.mp4");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(SourceException.class)
        .hasMessage(file + " (expected: an existing file that can be read)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nclip.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile clip.ts\n",
        "v=0\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
      })
  void readsNoPlaylists(String playlist) throws Exception {
    recording.record(folder.resolve("clip.ts"), "mpegts", avcodec.AV_CODEC_ID_MPEG2VIDEO, 5);
    Path file = folder.resolve("list.m3u8");
    Files.writeString(file, playlist);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(": no such video ");
  }

  @Test
  void refusesPicturesBeyondTheLimits() throws Exception {
    Path file = folder.resolve("clip");
    recording.record(file, "mp4", avcodec.AV_CODEC_ID_MPEG4, 3);
    SourceLimits small = new SourceLimits(Duration.ofSeconds(10), 320 * 180 - 1, 1_000_000);

    assertThatThrownBy(() -> read(settings(file, null, 0), small))
        .hasMessageContaining(": 320x180 (expected: at most 57599 pixels)");
  }

  @Test
  void leavesPacketsBeyondTheLimitsOut() throws Exception {
    Path file = folder.resolve("clip");
    writeJpegs(file, recording.jpegs());
    SourceLimits small = new SourceLimits(Duration.ofSeconds(10), 1_000_000, 100);

    assertThat(read(settings(file, null, 0), small)).isEmpty();
    assertThat(warnings)
        .hasSameSizeAs(recording.jpegs())
        .allMatch(each -> each.contains(" bytes (expected: at most 100)"));
  }

  /** Or that the machine lacks what any webcam needs. */
  @Test
  void saysThatADeviceIsNotThere() {
    assertThatThrownBy(() -> read(settings("/dev/video99", null, 0), LIMITS))
        .isInstanceOfAny(SourceException.class, CommandFailure.class)
        .hasMessageStartingWith("v4l2:/dev/video99: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoFileOpenWhateverGoesWrong() throws Exception {
    Path clip = folder.resolve("clip");
    recording.record(clip, "mp4", avcodec.AV_CODEC_ID_MPEG4, 3);
    Path noise = folder.resolve("noise");
    Files.write(noise, new byte[100_000]);
    SourceLimits small = new SourceLimits(Duration.ofSeconds(10), 100, 1_000_000);
    long before = openFiles();

    for (int i = 0; i < 100; i++) {
      read(clip);
      assertThatThrownBy(() -> read(noise)).isInstanceOf(SourceException.class);
      assertThatThrownBy(() -> read(settings(clip, null, 0), small))
          .hasMessageContaining("320x180");
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> read(clip)).isInstanceOf(InterruptedException.class);
    }

    // The virtual machine opens a few of its own.
    assertThat(openFiles()).isLessThan(before + 50);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void anInterruptedThreadReadsNoFurther() throws Exception {
    Path file = folder.resolve("clip");
    recording.record(file, "mp4", avcodec.AV_CODEC_ID_MPEG4, 3);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> read(file)).isInstanceOf(InterruptedException.class);
  }

  private List<CapturedPicture> read(Path file) throws Exception {
    return read(settings(file, null, 0));
  }

  private List<CapturedPicture> read(CameraSettings settings) throws Exception {
    return read(settings, LIMITS);
  }

  private List<CapturedPicture> read(CameraSettings settings, SourceLimits limits)
      throws Exception {
    List<CapturedPicture> pictures = new ArrayList<>();
    SourceOpener opener = SourceOpener.of(settings, limits, ticker);
    try (FrameSource source = opener.open(warnings::add)) {
      Optional<CapturedPicture> next = source.next();
      while (next.isPresent()) {
        pictures.add(next.get());
        next = source.next();
      }
    }
    return pictures;
  }

  private static CameraSettings settings(Path file, String size, int quality) {
    return settings(file.toString(), size, quality);
  }

  private static CameraSettings settings(String url, String size, int quality) {
    return settings(url, size, quality, /* restartMarkers= */ false);
  }

  private static CameraSettings settings(
      String url, String size, int quality, boolean restartMarkers) {
    return new CameraSettings(
        "cam",
        CameraUrl.parse(url),
        OptionalDouble.empty(),
        Optional.ofNullable(size).map(PictureSize::parse),
        quality == 0 ? OptionalInt.empty() : OptionalInt.of(quality),
        OptionalInt.empty(),
        /* loop= */ false,
        CertificateRule.trusted(),
        CaptureTime.Source.CAMERA,
        restartMarkers);
  }

  /** As cameras send them over HTTP. */
  private static void writeJpegs(Path file, List<byte[]> jpegs) throws IOException {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    for (byte[] jpeg : jpegs) {
      parts.writeBytes(TestingMjpegServer.part(jpeg));
    }
    Files.write(file, parts.toByteArray());
  }

  private static byte[] concat(byte[]... parts) {
    byte[] whole = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  private static byte[] bytes(CapturedPicture picture) {
    byte[] bytes = new byte[picture.data().remaining()];
    picture.data().duplicate().get(bytes);
    return bytes;
  }

  private static BufferedImage image(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  /** Mean over all pixels and channels, of 255. */
  private static double difference(BufferedImage a, BufferedImage b) {
    long sum = 0;
    for (int y = 0; y < b.getHeight(); y++) {
      for (int x = 0; x < b.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((a.getRGB(x, y) >> shift & 0xff) - (b.getRGB(x, y) >> shift & 0xff));
        }
      }
    }
    return (double) sum / (3L * b.getWidth() * b.getHeight());
  }
}

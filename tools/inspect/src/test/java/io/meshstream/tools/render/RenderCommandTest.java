package io.meshstream.tools.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RenderCommandTest {

  private static final int RED = 0xff0000;

  @TempDir private Path folder;

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path pictures;

  @BeforeEach
  void createFolder() throws IOException {
    pictures = Files.createDirectory(folder.resolve("pictures"));
  }

  @Test
  void givesAPictureForEachPictureWithItsLandmarksWhereTheyAre() throws IOException {
    Files.write(pictures.resolve("a.png"), Portrait.png());
    Files.write(pictures.resolve("b.PNG"), Portrait.png());
    Files.write(pictures.resolve("b.jpg"), new byte[] {1, 2, 3});
    Path drawn = folder.resolve("drawn");

    assertThat(render(pictures.toString(), "--out", drawn.toString())).isZero();

    assertThat(names(drawn)).containsExactly("a.png", "b-2.png", "b.png");
    assertThat(out.toString())
        .isEqualTo("3 frames: 2 with faces, 1 rejected; written to %s (PNG)%n".formatted(drawn));
    Landmarks landmarks = portraitLandmarks();
    BufferedImage image = ImageIO.read(drawn.resolve("a.png").toFile());
    for (int i = 0; i < landmarks.count(); i++) {
      assertThat(pixel(image, landmarks.x(i), landmarks.y(i))).as("landmark %d", i).isEqualTo(RED);
    }
    assertThat(image.getRGB(5, 5)).isEqualTo(PictureImage.of(Portrait.picture()).getRGB(5, 5));
    BufferedImage rejected = ImageIO.read(drawn.resolve("b-2.png").toFile());
    assertThat(rejected.getWidth()).as("as large as the one before").isEqualTo(512);
    assertThat(isBlack(rejected)).as("has a caption").isFalse();
  }

  @Test
  void drawsOnlyTheLayersAskedFor() throws IOException {
    Path picture = Files.write(pictures.resolve("a.png"), Portrait.png());
    Path drawn = folder.resolve("drawn");

    assertThat(render(picture.toString(), "--out", drawn.toString(), "--draw", "region")).isZero();

    Landmarks landmarks = portraitLandmarks();
    BufferedImage image = ImageIO.read(drawn.resolve("a.png").toFile());
    assertThat(pixel(image, landmarks.x(1), landmarks.y(1))).isNotEqualTo(RED);
    assertThat(render(picture.toString(), "--out", drawn.toString(), "--draw", "hat")).isEqualTo(2);
  }

  @Test
  void writesJpegsWhenAskedTo() throws IOException {
    Files.write(pictures.resolve("a.png"), Portrait.png());
    Path drawn = folder.resolve("drawn");

    assertThat(render(pictures.toString(), "--out", drawn.toString(), "--format", "jpeg")).isZero();

    assertThat(names(drawn)).containsExactly("a.jpg");
    assertThat(Files.readAllBytes(drawn.resolve("a.jpg"))).startsWith(0xff, 0xd8, 0xff);
  }

  @ParameterizedTest
  @CsvSource({"mp4", "mkv", "avi", "webm"})
  void aVideoHasAsManyFramesAsThereArePicturesAndTheirSize(String ending) throws Exception {
    for (int i = 0; i < 5; i++) {
      writeOdd(pictures.resolve(i + ".png"));
    }
    Path video = folder.resolve("new").resolve("faces." + ending);

    assertThat(render(pictures.toString(), "--out", video.toString(), "--fps", "10"))
        .as("%s", err)
        .isZero();

    List<BufferedImage> frames = frames(video);
    assertThat(frames).hasSize(5);
    assertThat(frames.get(0).getWidth()).as("made even").isEqualTo(302);
    assertThat(frames.get(0).getHeight()).isEqualTo(302);
    assertThat(rate(video)).isEqualTo(10);
    assertThat(colourSpace(video)).isIn(avutil.AVCOL_SPC_SMPTE170M, avutil.AVCOL_SPC_BT470BG);
    assertThat(out.toString()).startsWith("5 frames: 5 with faces; written to " + video);
  }

  @Test
  void aVideoThatIsReadGivesAPictureForEachFrame() throws Exception {
    for (int i = 0; i < 4; i++) {
      Files.write(pictures.resolve(i + ".png"), Portrait.png());
    }
    Path video = folder.resolve("faces.mkv");
    Path drawn = folder.resolve("drawn");
    render(pictures.toString(), "--out", video.toString(), "--draw", "label", "--fps", "12.5");

    assertThat(render(video.toString(), "--out", drawn.toString())).as("%s", err).isZero();

    assertThat(names(drawn))
        .containsExactly("000001.png", "000002.png", "000003.png", "000004.png");
    assertThat(out.toString()).contains("4 frames: 4 with faces; written to " + drawn);
    Path again = folder.resolve("again.avi");
    assertThat(render(video.toString(), "--out", again.toString())).isZero();
    assertThat(rate(again)).as("that of the video read").isEqualTo(12.5);
  }

  @Test
  void aVideoIsTurnedUpright() throws Exception {
    Path video = folder.resolve("turned.mp4");
    writeTurned(video, PictureImage.of(Portrait.picture()));
    Path drawn = folder.resolve("drawn");

    assertThat(render(video.toString(), "--out", drawn.toString(), "--draw", "points")).isZero();

    BufferedImage image = ImageIO.read(drawn.resolve("000001.png").toFile());
    assertThat(image.getWidth()).isEqualTo(512);
    assertThat(image.getHeight()).isEqualTo(768);
    assertThat(out.toString()).as("lying, it would not be found").contains("with faces");
  }

  @Test
  void aVideoThatDoesNotKnowItsRateGetsTheUsualOne() throws Exception {
    Path video = folder.resolve("fast.mkv");
    write(video, image(64, 64, Color.RED), recorder -> recorder.setFrameRate(1000));
    Path drawn = folder.resolve("drawn.mkv");

    assertThat(render(video.toString(), "--out", drawn.toString())).as("%s", err).isZero();

    assertThat(rate(drawn)).isEqualTo(25);
  }

  @Test
  void coloursAreThoseThatTheVideoSaysTheyAre() throws Exception {
    Path video = folder.resolve("hd.mkv");
    // Written with the numbers of BT.601 all the same.
    write(
        video,
        image(64, 64, Color.RED),
        recorder -> recorder.setVideoOption("colorspace", "bt709"));
    Path drawn = folder.resolve("drawn");

    assertThat(render(video.toString(), "--out", drawn.toString())).as("%s", err).isZero();

    int rgb = ImageIO.read(drawn.resolve("000001.png").toFile()).getRGB(32, 32);
    assertThat(new Color(rgb).getGreen()).as("0 in BT.601").isBetween(20, 30);
  }

  @Test
  void aVideoMayChangeItsSizeButNotBeyondTheLimit() throws Exception {
    Path video = folder.resolve("sizes.mjpeg");
    byte[] huge = jpeg(64, 48);
    sizeOf(huge).putShort((short) 65000).putShort((short) 65000);
    try (OutputStream out = Files.newOutputStream(video)) {
      out.write(jpeg(64, 48));
      out.write(huge);
      out.write(jpeg(320, 240));
      out.write(jpeg(32, 24));
    }
    Path drawn = folder.resolve("drawn");

    assertThat(render(video.toString(), "--out", drawn.toString())).as("%s", err).isZero();

    List<Integer> widths = new ArrayList<>();
    for (String name : names(drawn)) {
      widths.add(ImageIO.read(drawn.resolve(name).toFile()).getWidth());
    }
    assertThat(widths).containsExactly(64, 320, 32);
  }

  @Test
  void opensNoFileThatTheOneGivenNames() throws Exception {
    write(folder.resolve("other.mkv"), image(64, 64, Color.RED), recorder -> {});
    Path list =
        Files.writeString(folder.resolve("list.mp4"), "ffconcat version 1.0\nfile other.mkv");

    assertThat(render(list.toString(), "--out", folder.resolve("x").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("render: video: " + list).hasLineCount(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatAVideoDoesNotFitOnTheDisk() throws Exception {
    Files.write(pictures.resolve("a.png"), Portrait.png());
    Path full = Files.createSymbolicLink(folder.resolve("full.mkv"), Path.of("/dev/full"));

    assertThat(render(pictures.toString(), "--out", full.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("render: out: " + full)
        .contains("free some space")
        .hasLineCount(1);
  }

  @Test
  void aFileTooLargeForAPictureIsRejected() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(pictures.resolve("a.png").toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    Files.write(pictures.resolve("b.png"), Portrait.png());

    assertThat(render(pictures.toString(), "--out", folder.resolve("x").toString())).isZero();

    assertThat(out.toString()).startsWith("2 frames: 1 with faces, 1 rejected;");
  }

  @Test
  void onlyVideoNeedsFFmpeg() throws Exception {
    Path picture = Files.write(pictures.resolve("a.png"), Portrait.png());
    Path video = Files.writeString(folder.resolve("a.mp4"), "never looked at");
    String drawn = folder.resolve("drawn").toString();

    assertThat(renderWithoutFFmpeg(picture.toString(), "--out", drawn))
        .startsWith("1 frames: 1 with faces; written to " + drawn);
    assertThat(renderWithoutFFmpeg(picture.toString(), "--out", folder + "/b.mkv"))
        .startsWith("meshstream: video: " + folder + "/b.mkv: needs FFmpeg, which is not on the")
        .hasLineCount(1);
    assertThat(renderWithoutFFmpeg(video.toString(), "--out", drawn))
        .startsWith(
            "meshstream: video: " + video + ": needs FFmpeg, which is not on the class path")
        .hasLineCount(1);
  }

  /** What the command says in a process whose class path has no FFmpeg. */
  private String renderWithoutFFmpeg(String... arguments) throws Exception {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(each -> !Path.of(each).getFileName().toString().matches("(javac|ffm)[a-z]+-.*"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.awt.headless=true", "-Dmeshstream.log=" + folder + "/log"));
    command.add("-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager");
    command.addAll(List.of("io.meshstream.tools.Meshstream", "render"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Not as an argument: ONNX Runtime does not survive a command line of more than 4 kB.
    builder.environment().put("CLASSPATH", classPath);
    Process process = builder.start();
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), UTF_8).strip();
    }
  }

  @Test
  void refusesWhatIsNoVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");

    assertThat(render(text.toString(), "--out", folder.resolve("x").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("render: video: " + text).hasLineCount(1);
  }

  @Test
  void opensNothingThatIsNotALocalFile() throws IOException {
    Path list = folder.resolve("list.m3u8");
    Files.writeString(
        list,
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n");

    assertThat(render(list.toString(), "--out", folder.resolve("x").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("render: video: " + list).hasLineCount(1);
  }

  @Test
  void neverWritesToWhereItReads() throws IOException {
    Path picture = Files.write(pictures.resolve("a.png"), Portrait.png());

    assertThat(render(pictures.toString(), "--out", pictures.toString())).isEqualTo(1);
    assertThat(render(picture.toString(), "--out", pictures.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("(expected: another place than that of the input)");
    assertThat(names(pictures)).containsExactly("a.png");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--out x.mp4 | frames: none (expected: either INPUT or --bootstrap-servers)",
        "in.mp4 -b b:1 --camera c --out x.mp4 | frames: two sources (expected: either INPUT or",
        "in.mp4 --camera c --out x.mp4 | --camera, --from, --to: with INPUT (expected: with",
        "-b b:1 --out x.mp4 | --camera: none (expected: a camera id",
        "-b b:1 --camera c --from 5 --to 5 --out x.mp4 | --from: 5, --to: 5 (expected: --from be",
        "-b b:1 --camera c --from soon --out x.mp4 | 'soon' (expected: a time like",
        "in.mp4 --out x.mov | --out: x.mov (expected: a directory, or a file that ends with one of",
        "in.mp4 --out x.mp4 --fps 0 | --fps: 0.0 (expected: above 0, at most 1000)",
        "in.mp4 | Missing required option: '--out=PATH'",
      })
  void refusesCommandLinesThatMakeNoSense(String arguments, String message) {
    assertThat(render(arguments.strip().split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(message.strip());
  }

  @Test
  void saysInOneLineThatItCannotWrite() throws IOException {
    Path picture = Files.write(pictures.resolve("a.png"), Portrait.png());
    Path file = Files.writeString(folder.resolve("file"), "no directory");

    assertThat(render(picture.toString(), "--out", file.toString())).isEqualTo(1);
    assertThat(render(picture.toString(), "--out", file + "/x.mkv")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("render: out: " + file) && line.contains("(expected: "));
  }

  @Test
  void refusesInputThatDoesNotExist() {
    assertThat(render("none.mp4", "--out", folder.resolve("x").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("render: input: none.mp4 (expected: an existing file or");
  }

  private static void writeOdd(Path file) throws IOException {
    BufferedImage image = new BufferedImage(301, 301, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(PictureImage.of(Portrait.picture()), 0, 0, 301, 301, null);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  /** Writes a picture on its side, with the note that it is to be turned back, in 768 by 512. */
  private static void writeTurned(Path file, BufferedImage upright) throws Exception {
    BufferedImage lying = image(768, 512, Color.BLACK);
    Graphics2D graphics = lying.createGraphics();
    graphics.translate(0, 512);
    graphics.rotate(-Math.PI / 2);
    graphics.drawImage(upright, 0, 0, null);
    graphics.dispose();
    write(file, lying, recorder -> recorder.setDisplayRotation(-90));
  }

  /** Writes a video of two frames. */
  private static void write(Path file, BufferedImage image, Consumer<FFmpegFrameRecorder> settings)
      throws Exception {
    FFmpeg.require("test");
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), width, height)) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setVideoQuality(3);
      recorder.setFrameRate(10);
      settings.accept(recorder);
      recorder.start();
      for (int i = 0; i < 2; i++) {
        recorder.recordImage(
            width,
            height,
            Frame.DEPTH_UBYTE,
            3,
            3 * width,
            avutil.AV_PIX_FMT_BGR24,
            ByteBuffer.wrap(pixels));
      }
    }
  }

  private static BufferedImage image(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  private static byte[] jpeg(int width, int height) {
    return ImageFiles.jpeg(image(width, height, Color.RED));
  }

  /** Where a baseline JPEG says how high and how wide it is. */
  private static ByteBuffer sizeOf(byte[] jpeg) {
    int marker = 0;
    while (jpeg[marker] != (byte) 0xff || jpeg[marker + 1] != (byte) 0xc0) {
      marker++;
    }
    return ByteBuffer.wrap(jpeg, marker + 5, 4);
  }

  private static List<BufferedImage> frames(Path video) throws Exception {
    List<BufferedImage> frames = new ArrayList<>();
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toString())) {
      grabber.start();
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        frames.add(
            new BufferedImage(frame.imageWidth, frame.imageHeight, BufferedImage.TYPE_INT_RGB));
      }
    }
    return frames;
  }

  private static double rate(Path video) throws Exception {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toString())) {
      grabber.start();
      return grabber.getVideoFrameRate();
    }
  }

  private static int colourSpace(Path video) throws Exception {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toString())) {
      grabber.start();
      return grabber.getFormatContext().streams(0).codecpar().color_space();
    }
  }

  private static Landmarks portraitLandmarks() {
    try (ModelSet models = ModelSet.open()) {
      return TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models)
          .step(TaskState.initial(), io.meshstream.vision.Frame.of(Portrait.picture()))
          .result()
          .faces()
          .get(0)
          .landmarks();
    } catch (PictureException e) {
      throw new AssertionError(e);
    }
  }

  private static int pixel(BufferedImage image, float x, float y) {
    int column = Math.round(x * image.getWidth());
    int row = Math.round(y * image.getHeight());
    return image.getRGB(column, row) & 0xffffff;
  }

  private static boolean isBlack(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private int render(String... arguments) {
    CommandLine line = TestingCommandLine.of(new RenderCommand(stop), out, err);
    try {
      return line.execute(arguments);
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end();
    }
  }
}

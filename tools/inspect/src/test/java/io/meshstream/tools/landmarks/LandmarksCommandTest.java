package io.meshstream.tools.landmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.render.RenderCommand;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.sample.OpenHand;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import io.meshstream.vision.testing.ModelFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LandmarksCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsOneLineForEachPicture() throws IOException {
    Path camera = Files.createDirectory(folder.resolve("camera"));
    Files.write(camera.resolve("1.PNG"), Portrait.png());
    Files.write(camera.resolve("2.png"), Portrait.png());
    Files.writeString(camera.resolve("notes.txt"), "not a picture");

    assertThat(run(camera.toString())).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = JSON.readTree(lines.get(0));
    JsonNode second = JSON.readTree(lines.get(1));
    assertThat(first.get("file").asText()).isEqualTo(camera + "/1.PNG");
    assertThat(first.get("status").asText()).isEqualTo("FACES");
    assertThat(first.get("width").asInt()).isEqualTo(512);
    assertThat(first.at("/faces/0/landmarks")).hasSize(468);
    assertThat(first.at("/faces/0/landmarks/0")).hasSize(3);
    assertThat(first.at("/faces/0/region/centerX").asDouble()).isBetween(0.3, 0.6);
    assertThat(second.get("file").asText()).isEqualTo(camera + "/2.png");
    assertThat(first.has("frame")).isFalse();
    assertThat(err.toString())
        .contains("directory: " + camera + ", passed over 1 .txt (expected: .jpg, .jpeg and");
  }

  @Test
  void detectsFacesWithoutLandmarksWhereThatIsTheTask() throws IOException {
    Path picture = folder.resolve("face.png");
    Files.write(picture, Portrait.png());
    Path drawn = folder.resolve("drawn");

    assertThat(run("--task", "face-detection", "--annotate", drawn.toString(), picture.toString()))
        .isZero();
    assertThat(run("--task", "detection", picture.toString())).isZero();

    JsonNode line = lines().get(0);
    assertThat(line.get("status").asText()).isEqualTo("FACES");
    assertThat(line.get("faces")).hasSize(1);
    assertThat(line.at("/faces/0/landmarks")).isEmpty();
    assertThat(line.at("/faces/0/presence")).isEqualTo(line.at("/faces/0/detection/score"));
    assertThat(line.at("/faces/0/detection/keypoints")).hasSize(6);
    assertThat(line.at("/faces/0/detection/width").asDouble()).isBetween(0.1, 0.3);
    assertThat(lines().get(1)).isEqualTo(line);
    assertThat(drawn.resolve("face.png")).exists();
  }

  @Test
  void findsHandsBesideFacesAndAloneAndDrawsThem() throws IOException {
    Path picture = folder.resolve("both.png");
    ImageIO.write(portraitAndHand(), "png", picture.toFile());
    Path drawn = folder.resolve("drawn");

    assertThat(run(picture.toString())).isZero();
    assertThat(run("--hands", "--handedness", "unmirrored", picture.toString())).isZero();
    assertThat(run("--task", "hands", "--annotate", drawn.toString(), picture.toString())).isZero();
    assertThat(run("--task", "hands", "--hand-model", "lite", picture.toString())).isZero();

    List<JsonNode> lines = lines();
    assertThat(lines.get(0).get("hands")).as("nobody asked for them").isEmpty();
    assertThat(lines.get(1).get("faces")).isEqualTo(lines.get(0).get("faces"));
    JsonNode hand = lines.get(1).at("/hands/0");
    assertThat(lines.get(1).get("hands")).hasSize(1);
    assertThat(hand.get("trackId").asLong()).isEqualTo(1);
    assertThat(hand.get("handedness").asText()).isEqualTo("RIGHT");
    assertThat(hand.get("handednessScore").asDouble()).isBetween(0.8, 1.0);
    assertThat(hand.get("landmarks")).hasSize(21);
    assertThat(hand.at("/landmarks/0/1").asDouble())
        .as("the wrist is below the fingers")
        .isGreaterThan(hand.at("/landmarks/12/1").asDouble());
    assertThat(hand.get("worldLandmarks")).hasSize(21);
    assertThat(metres(hand, 0, 12)).as("from wrist to fingertip").isBetween(0.12, 0.22);
    assertThat(hand.at("/detection/keypoints")).hasSize(7);
    JsonNode alone = lines.get(2);
    assertThat(alone.get("status").asText()).isEqualTo("NO_FACE");
    assertThat(alone.at("/hands/0/landmarks")).isEqualTo(hand.get("landmarks"));
    assertThat(alone.at("/hands/0/handedness").asText()).as("as in a mirror").isEqualTo("LEFT");
    assertThat(lines.get(3).get("hands")).hasSize(1);
    assertThat(lines.get(3).at("/hands/0/landmarks")).isNotEqualTo(hand.get("landmarks"));
    BufferedImage copy = ImageIO.read(drawn.resolve("both.png").toFile());
    assertThat(pixel(copy, hand.at("/landmarks/8"))).isEqualTo(0x804080);
    assertThat(pixel(copy, hand.at("/landmarks/0"))).isEqualTo(0xff3030);
  }

  private static BufferedImage portraitAndHand() throws IOException {
    BufferedImage portrait = ImageIO.read(new ByteArrayInputStream(Portrait.png()));
    BufferedImage hand = ImageIO.read(new ByteArrayInputStream(OpenHand.png()));
    int width = portrait.getWidth() + hand.getWidth();
    BufferedImage both = new BufferedImage(width, portrait.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = both.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, width, both.getHeight());
    graphics.drawImage(portrait, 0, 0, null);
    graphics.drawImage(hand, portrait.getWidth(), 0, null);
    graphics.dispose();
    return both;
  }

  private static int pixel(BufferedImage image, JsonNode point) {
    int x = Math.round(point.get(0).floatValue() * image.getWidth());
    int y = Math.round(point.get(1).floatValue() * image.getHeight());
    return image.getRGB(x, y) & 0xffffff;
  }

  private static double metres(JsonNode hand, int from, int to) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      String format = "/worldLandmarks/%d/%d";
      double difference =
          hand.at(format.formatted(from, i)).asDouble()
              - hand.at(format.formatted(to, i)).asDouble();
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  @Test
  void tellsWhereAHeadIsAndExportsItsSurface() throws IOException {
    Path picture = folder.resolve("face.png");
    Files.write(picture, Portrait.png());
    Path exported = folder.resolve("exported");

    assertThat(
            run(
                "--pose",
                "--region-poses",
                "--contours",
                "--export",
                exported.toString(),
                "--export-texture",
                picture.toString()))
        .isZero();
    assertThat(run("--export", exported.toString(), "--export-format", "obj", picture.toString()))
        .isZero();

    JsonNode face = lines().get(0).at("/faces/0");
    assertThat(face.at("/headPose/yaw").asDouble()).isBetween(-20.0, 20.0);
    assertThat(face.at("/headPose/z").asDouble()).isBetween(-100.0, -30.0);
    assertThat(face.get("poseMatrix")).hasSize(16);
    assertThat(face.get("regionPoses")).hasSize(4);
    assertThat(face.get("contours")).hasSize(133);
    assertThat(face.get("metricMesh").isNull()).as("was not asked for").isTrue();
    assertThat(exported.resolve("face-1.glb")).exists();
    assertThat(Files.readAllLines(exported.resolve("face-1.obj")))
        .filteredOn(line -> line.startsWith("v "))
        .hasSize(468);
    assertThat(lines().get(1).at("/faces/0/headPose").isNull()).isTrue();
  }

  @Test
  void aTextureIsForGlbOnly() {
    assertThat(run("--export", "x", "--export-format", "obj", "--export-texture", "y.png"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--export-texture: with --export-format obj");
  }

  @Test
  void looksForNobodyWhereSomebodyElseWas() throws IOException {
    BufferedImage left = shifted(-12);
    BufferedImage right = shifted(12);
    ImageIO.write(left, "png", folder.resolve("1.png").toFile());
    ImageIO.write(right, "png", folder.resolve("2.png").toFile());
    ImageIO.write(
        right, "png", Files.createDirectory(folder.resolve("alone")).resolve("2.png").toFile());

    run(folder.toString(), folder.resolve("alone").toString());
    List<JsonNode> lines = lines();
    assertThat(lines.get(1).get("faces"))
        .as("beside another picture, and by itself")
        .isEqualTo(lines.get(2).get("faces"));

    run("--film", folder.toString());
    List<JsonNode> film = lines().subList(3, 5);
    assertThat(film.get(1).at("/faces/0/trackId")).isEqualTo(film.get(0).at("/faces/0/trackId"));
    assertThat(film.get(1).get("faces")).isNotEqualTo(lines.get(1).get("faces"));
    assertThat(film).extracting(line -> line.get("frame").asInt()).containsExactly(0, 1);
  }

  @Test
  void givesManyPicturesTheirLinesInOrder() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.write(
          folder.resolve("%02d.png".formatted(i)), i % 3 == 1 ? new byte[] {7} : Portrait.png());
    }

    assertThat(run(folder.toString())).isZero();

    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.get("file").asText())
        .containsExactlyElementsOf(
            IntStream.range(0, 12).mapToObj(i -> folder + "/%02d.png".formatted(i)).toList());
    assertThat(lines)
        .filteredOn(line -> line.get("status").asText().equals("FACES"))
        .hasSize(8)
        .extracting(line -> line.get("faces"))
        .containsOnly(lines.get(0).get("faces"));
  }

  @Test
  void givesEachFrameOfAVideoALineWithItsTime() throws Exception {
    Path video = film();
    Path drawn = folder.resolve("drawn");

    assertThat(run("--annotate", drawn.toString(), video.toString())).as("%s", err).isZero();

    assertThat(lines())
        .extracting(line -> line.get("frame").asInt(), line -> line.get("timeMicros").asLong())
        .containsExactly(
            tuple(0, 0L),
            tuple(1, 40_000L),
            tuple(2, 80_000L),
            tuple(3, 120_000L),
            tuple(4, 160_000L));
    assertThat(drawn.resolve("film/000005.png")).exists();
  }

  @Test
  void seeksFacesAnewAfterAPauseOfTheVideoThatIsTooLong() throws Exception {
    Path video = film();

    assertThat(run("--region-ttl=0.05", video.toString())).as("%s", err).isZero();
    assertThat(lines())
        .extracting(line -> line.at("/faces/0/trackId").asInt())
        .containsExactly(1, 1, 1, 1, 1);

    out.getBuffer().setLength(0);
    assertThat(run("--region-ttl=0.03", video.toString())).as("%s", err).isZero();
    assertThat(lines())
        .extracting(line -> line.at("/faces/0/trackId").asInt())
        .containsExactly(1, 2, 3, 4, 5);
  }

  /** Makes a video of five frames, 40 ms apart. */
  private Path film() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < 5; i++) {
      ImageIO.write(shifted(4 * i), "png", pictures.resolve(i + ".png").toFile());
    }
    Path video = folder.resolve("film.mp4");
    TestingCommandLine.of(new RenderCommand(stop), out, err)
        .execute(pictures.toString(), "--draw=label", "--fps=25", "--out=" + video);
    out.getBuffer().setLength(0);
    return video;
  }

  @Test
  void rejectsWhatIsNeitherAPictureNorAVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture, no video");
    Path good = Files.write(folder.resolve("good"), Portrait.png());

    assertThat(run(text.toString(), good.toString())).isZero();

    assertThat(lines().get(0).get("reason").asText()).startsWith("VIDEO_UNREADABLE: ");
    assertThat(lines().get(1).get("status").asText()).as("by its first bytes").isEqualTo("FACES");
  }

  @Test
  void turnsPicturesUprightAsExifSaysUnlessToldNotTo() throws IOException {
    Path picture = folder.resolve("turned.png");
    Files.write(
        picture, withOrientation(ImageFiles.png(turnedAnticlockwise(Portrait.picture())), 6));

    Path upright = Files.write(folder.resolve("upright.png"), Portrait.png());

    assertThat(run(upright.toString(), picture.toString())).isZero();
    assertThat(run("--ignore-exif", picture.toString())).isZero();

    List<JsonNode> lines = lines();
    assertThat(lines.get(1).get("faces")).isEqualTo(lines.get(0).get("faces"));
    assertThat(lines.get(2).get("faces")).isNotEqualTo(lines.get(0).get("faces"));
  }

  @Test
  void endsWhenNobodyReadsItsOutputAnyMore() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.write(folder.resolve("%02d.png".formatted(i)), Portrait.png());
    }
    AtomicInteger lines = new AtomicInteger();
    Writer closed =
        new FilterWriter(Writer.nullWriter()) {
          @Override
          public void flush() throws IOException {
            if (lines.incrementAndGet() > 1) {
              throw new IOException("Broken pipe");
            }
          }
        };
    CommandLine line = TestingCommandLine.of(new LandmarksCommand(stop), closed, err);

    assertThat(line.execute(folder.toString())).isZero();

    stop.end();
    assertThat(lines.get()).isLessThan(10);
  }

  @Test
  void endsInGoodOrderWhenToldToStop() throws IOException {
    Path picture = Files.write(folder.resolve("face.png"), Portrait.png());
    stop.raise();

    assertThat(run(picture.toString())).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** The portrait, moved to the right. */
  private static BufferedImage shifted(int columns) {
    BufferedImage portrait = PictureImage.of(Portrait.picture());
    BufferedImage image = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().drawImage(portrait, columns, 0, null);
    return image;
  }

  private static BufferedImage turnedAnticlockwise(Picture picture) {
    return PictureImage.of(picture.turned(QuarterTurn.COUNTER_CLOCKWISE));
  }

  /** Puts an eXIf chunk with one entry behind the header of a PNG. */
  private static byte[] withOrientation(byte[] png, int orientation) {
    int header = 8 + 25;
    ByteBuffer exif = ByteBuffer.allocate(4 + 26);
    exif.put("eXIf".getBytes(StandardCharsets.US_ASCII));
    exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    CRC32 checksum = new CRC32();
    checksum.update(exif.array());
    return ByteBuffer.allocate(png.length + 8 + exif.capacity())
        .put(png, 0, header)
        .putInt(exif.capacity() - 4)
        .put(exif.array())
        .putInt((int) checksum.getValue())
        .put(png, header, png.length - header)
        .array();
  }

  @Test
  void goesOnAfterAPictureThatCannotBeRead() throws IOException {
    Path bad = Files.write(folder.resolve("bad.jpg"), new byte[] {1, 2, 3});
    Path good = Files.write(folder.resolve("good.png"), Portrait.png());

    assertThat(run(bad.toString(), good.toString())).isZero();

    List<String> lines = out.toString().lines().toList();
    JsonNode rejected = JSON.readTree(lines.get(0));
    assertThat(rejected.get("status").asText()).isEqualTo("REJECTED");
    assertThat(rejected.get("reason").asText()).startsWith("PICTURE_UNKNOWN_FORMAT: ");
    assertThat(JSON.readTree(lines.get(1)).get("status").asText()).isEqualTo("FACES");
    assertThat(err.toString()).contains("picture: " + bad);
  }

  @Test
  void failsWhenNothingCouldBeRead() throws IOException {
    Path bad = Files.write(folder.resolve("bad.jpg"), new byte[0]);

    assertThat(run(bad.toString())).isEqualTo(1);

    assertThat(out.toString()).contains("\"status\":\"REJECTED\",\"reason\":\"PICTURE_EMPTY: ");
  }

  @Test
  void writesToAFileAndDrawsWhatItFound() throws IOException {
    Path picture = Files.write(folder.resolve("face.png"), Portrait.png());
    Path json = folder.resolve("faces.jsonl");
    Path drawn = folder.resolve("drawn");

    int exitCode =
        run("--json", json.toString(), "--annotate", drawn.toString(), picture.toString());

    assertThat(exitCode).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(Files.readAllLines(json)).hasSize(1);
    JsonNode face = JSON.readTree(Files.readString(json)).at("/faces/0");
    int x = (int) Math.round(face.at("/landmarks/1/0").asDouble() * 512);
    int y = (int) Math.round(face.at("/landmarks/1/1").asDouble() * 512);
    int noseTip = ImageIO.read(drawn.resolve("face.png").toFile()).getRGB(x, y) & 0xffffff;
    assertThat(noseTip).isEqualTo(0xff0000);
  }

  @Test
  void refusesOptionsOutOfRange() throws IOException {
    Path picture = Files.write(folder.resolve("face.png"), Portrait.png());

    assertThat(run("--max-faces", "0", picture.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("max faces: 0 (expected: at least 1)");
    assertThat(run("--hands", "--max-hands", "0", picture.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("max hands: 0 (expected: at least 1)");
  }

  @Test
  void takesTheOtherDetectorAndSampling() throws IOException {
    Path picture = Files.write(folder.resolve("face.png"), Portrait.png());

    int exitCode =
        run(
            "--static-images",
            "--detector",
            "full-range",
            "--sampling",
            "opencv",
            picture.toString());

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("\"status\":\"FACES\"");
  }

  @Test
  void takesModelsFromADirectoryAndRefusesThoseThatAreNone() throws Exception {
    Path picture = Files.write(folder.resolve("face.png"), Portrait.png());
    ModelFiles models = new ModelFiles(folder);
    models.renamedMesh("renamed");
    models.shiftedMesh("shifted", 2);
    models.truncatedMesh("truncated");
    assertThat(run(picture.toString())).isZero();
    String brought = out.toString();

    assertThat(run("--models", folder.resolve("renamed").toString(), picture.toString())).isZero();
    assertThat(out).hasToString(brought + brought);
    assertThat(run("--models", folder.resolve("shifted").toString(), picture.toString())).isZero();
    assertThat(out.toString()).doesNotEndWith(brought).contains("FACES");

    assertThat(run("--models", folder.resolve("truncated").toString(), picture.toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "model face-landmarks-468.cpu.onnx: ",
            "(expected: an ONNX file that ONNX Runtime can load); take another");
  }

  private int run(String... arguments) {
    CommandLine line =
        new CommandLine(new LandmarksCommand(stop)).setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    try {
      return line.execute(arguments);
    } finally {
      stop.end();
    }
  }
}

package io.meshstream.tools.landmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.face.sample.Portrait;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LandmarksCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

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
    assertThat(first.at("/faces/0/trackId")).isEqualTo(second.at("/faces/0/trackId"));
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
  }

  @Test
  void takesTheOtherDetectorAndSampling() throws IOException {
    Path picture = Files.write(folder.resolve("face.png"), Portrait.png());

    int exitCode =
        run("--static", "--detector", "full", "--sampling", "opencv", picture.toString());

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("\"status\":\"FACES\"");
  }

  private int run(String... arguments) {
    CommandLine line =
        new CommandLine(new LandmarksCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}

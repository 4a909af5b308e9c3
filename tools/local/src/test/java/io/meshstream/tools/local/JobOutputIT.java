package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.broker.TestingFrames;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.render.RenderCommand;
import io.meshstream.tools.tail.TailCommand;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JobOutputIT {

  private static final int FRAMES = 5;

  @TempDir private Path folder;

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();

  @Test
  void whatTheJobWritesCanBeFollowedAndIsDrawnAsTheLibraryDrawsTheFiles() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < FRAMES; i++) {
      Files.write(pictures.resolve(i + ".png"), png(4 * i));
    }
    try (LocalStack stack =
        LocalStack.start(
            new Configuration(),
            new LocalStack.Ports(0, 0),
            /* parallelism= */ 1,
            TopicSpace.usual())) {
      stack.job().awaitRunning();
      String server = stack.bootstrapServers();
      process(server, pictures);

      run(
          new TailCommand(stop),
          List.of("-b", server, "--from-beginning", "--limit", "" + FRAMES, "--json"));
      assertThat(out.toString().lines())
          .hasSize(FRAMES)
          .allSatisfy(line -> assertThat(json(line).get("status").asText()).isEqualTo("FACES"));

      List<String> drawing = List.of("--draw", "contours,points,region,label", "--out");
      run(new RenderCommand(stop), drawing, folder + "/job", "-b", server, "--camera", "cam");
      run(new RenderCommand(stop), drawing, folder + "/library", "--film", pictures.toString());
      for (int i = 0; i < FRAMES; i++) {
        assertThat(folder.resolve("job/1-%08d.png".formatted(i)))
            .hasSameBinaryContentAs(folder.resolve("library/" + i + ".png"));
      }
    }
  }

  /** Sends pictures as frames and waits until each has its record. */
  private static void process(String server, Path pictures) throws Exception {
    List<byte[]> pngs = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      pngs.add(Files.readAllBytes(pictures.resolve(i + ".png")));
    }
    TestingFrames.send(server, pngs);
    LedgerReport report =
        new TopicLedger(
                Map.of("bootstrap.servers", server),
                "frames",
                "landmarks",
                FrameFormat.AVRO,
                IsolationLevel.READ_UNCOMMITTED)
            .read(Duration.ofSeconds(60));
    assertThat(report.isBalanced()).as("%s", report).isTrue();
  }

  /** The portrait, moved to the right. */
  private static byte[] png(int columns) throws IOException {
    BufferedImage image = new BufferedImage(512, 512, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(PictureImage.of(Portrait.picture()), columns, 0, null);
    graphics.dispose();
    return ImageFiles.png(image);
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private void run(Callable<Integer> command, List<String> first, String... more) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    try {
      List<String> arguments = Stream.concat(first.stream(), Stream.of(more)).toList();
      assertThat(line.execute(arguments.toArray(String[]::new))).as("%s", err).isZero();
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end();
    }
  }
}

package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.meshstream.tools.console.StopSignal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LocalIT {

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void givesEveryFrameOfEveryCameraItsRecord(String delivery) {
    int exitCode =
        run(
            "--cameras",
            "2",
            "--frames",
            "60",
            "--size",
            "320x180",
            "--delivery",
            delivery,
            "--no-view");

    assertThat(out.toString()).contains("balanced: 120 frames in, 120 records out");
    assertThat(out.toString()).doesNotContain("Viewer");
    assertThat(exitCode).isZero();
  }

  @Test
  void opensWithTheViewerOnAFreePortIfTheWantedOneIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      int exitCode =
          run("--cameras", "1", "--frames", "5", "--size", "320x180", "--view-port", port);

      assertThat(out.toString())
          .contains("Viewer          http://127.0.0.1:")
          .contains("(port " + port + " is taken; see --view-port)")
          .contains("balanced: 5 frames in, 5 records out");
      assertThat(exitCode).isZero();
    }
  }

  @Test
  void endsInGoodOrderWhenToldToStop() throws Exception {
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode =
          commands.submit(() -> run("--cameras", "1", "--size", "320x180", "--no-view"));
      awaitOutput("Cameras  ");
      stop.raise();

      assertThat(exitCode.get()).isZero();
      assertThat(out.toString()).contains("The ledger:").contains("balanced: ");
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void listensToThisMachineAlone() throws Exception {
    assumeThat(ListeningSockets.canBeTold()).isTrue();
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode =
          commands.submit(
              () -> run("--cameras", "1", "--size", "320x180", "--view-port=0", "--web-port=0"));
      awaitOutput("Cameras  ");
      List<InetAddress> addresses = ListeningSockets.addresses();
      stop.raise();

      assertThat(exitCode.get()).isZero();
      assertThat(addresses).hasSizeGreaterThan(3).allMatch(InetAddress::isLoopbackAddress);
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void tellsWhatWasDoneWhenItIsEndedWithTheJobBehind() throws Exception {
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode =
          commands.submit(
              () ->
                  run(
                      "--cameras=30",
                      "--fps=60",
                      "--images=" + smallPicture(),
                      "--parallelism=1",
                      "-D",
                      "compute.threads=1",
                      "--no-view"));
      awaitOutput("frames behind");
      stop.raise();
      awaitOutput("The cameras have stopped");
      stop.raise();

      assertThat(exitCode.get()).as("%s", out).isEqualTo(3);
      assertThat(out.toString())
          .contains("try -D freshness.max-age=500ms")
          .contains("balanced so far: ")
          .contains(" still to come")
          .doesNotContain("missing");
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void stopsAlsoWhileItStarts() {
    stop.raise();

    assertThat(run("--cameras", "1", "--size", "320x180")).isZero();

    assertThat(out.toString()).contains("Stopped before the cameras had begun.");
  }

  @Test
  void checksItsOptionsBeforeItStartsAnything() {
    assertThat(run("-D", "face.max-faces=0")).isEqualTo(2);
    assertThat(run("-D", "face.max-face=2", "-D", "foo=bar")).isEqualTo(2);
    assertThat(run("--delivery", "twice")).isEqualTo(2);
    assertThat(run("--disk", "1mb")).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("-D face.max-faces: 0 (expected: ")
        .contains("-D face.max-face: unknown option", "did you mean face.max-faces?")
        .contains("-D foo: unknown option")
        .contains("'--delivery': 'twice' (expected: at-least-once or exactly-once)")
        .contains("'--disk': '1mb', 1 mb (expected: at least 640 mb)");
  }

  /** The detector takes as long for it as for a large one, and the topics little space. */
  private Path smallPicture() throws IOException {
    ImageIO.write(
        new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR),
        "jpeg",
        folder.resolve("small.jpg").toFile());
    return folder;
  }

  private void awaitOutput(String text) throws InterruptedException {
    while (!out.toString().contains(text)) {
      Thread.sleep(20);
    }
  }

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new LocalCommand(stop));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    try {
      return line.execute(arguments);
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end();
    }
  }
}

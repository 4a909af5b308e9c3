package io.meshstream.tools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.launcher.User.Signal;
import io.meshstream.vision.sample.Portrait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What commands leave behind, however they end: their cache, and nothing else. */
@DisabledOnOs(OS.WINDOWS)
class LeftoversIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private User user;
  private Path picture;
  private Process local;

  @BeforeEach
  void makeUser() throws IOException {
    user = User.in(folder);
    picture = Files.write(folder.resolve("Bild für uns.png"), Portrait.png());
  }

  @AfterEach
  void killWhatStillRuns() throws InterruptedException {
    if (local != null) {
      local.destroyForcibly().waitFor();
    }
  }

  @Test
  void theCommandsLeaveOnlyTheirCache() throws Exception {
    String broker = startLocal();
    Path film = folder.resolve("film.webm");

    assertThat(user.run("landmarks", picture.toString())).isZero();
    assertThat(user.run("render", "--out", film.toString(), picture.toString())).isZero();
    assertThat(user.run("gateway", "-b", broker, "--id", "film", "--url", film.toString()))
        .isZero();
    assertThat(user.run("tail", "-b", broker, "--from-beginning", "--limit", "1")).isZero();
    assertThat(user.run("ledger", "-b", broker, "--camera", "film", "--wait", "60")).isZero();
    Process view = user.start("view", "-b", broker, "--port", "0");
    awaitLine(view, user.output("view"), "http://");
    User.send(Signal.TERM, view);
    view.waitFor();
    User.send(Signal.TERM, local);
    local.waitFor();

    assertThat(user.left()).isEmpty();
    assertThat(user.cache()).isDirectoryContaining("regex:.*/native");
  }

  @Test
  void theNextCommandDeletesWhatAKilledOneLeft() throws Exception {
    startLocal();
    User.send(Signal.KILL, local);
    local.waitFor();
    assertThat(user.left()).isNotEmpty();

    assertThat(user.run("landmarks", picture.toString())).isZero();

    assertThat(user.left()).isEmpty();
  }

  /** A file stands where the folder would have to be, which keeps even root from writing there. */
  @Test
  void whereTheHomeFolderCannotBeWrittenToNothingIsLeftEither() throws Exception {
    Files.createFile(user.cache().getParent());

    assertThat(user.run("landmarks", picture.toString())).isZero();

    assertThat(user.errors("landmarks")).isEmptyFile();
    assertThat(user.temporary()).isEmptyDirectory();
  }

  /** Starts everything, and returns the address of the broker once frames go through the job. */
  private String startLocal() throws IOException, InterruptedException {
    int port = freePort();
    local =
        user.start(
            "local",
            "--cameras",
            "1",
            "--fps",
            "5",
            "--size",
            "320x180",
            "--kafka-port",
            Integer.toString(port),
            "--view-port",
            "0");
    awaitLine(local, user.output("local"), "cam-01");
    return "127.0.0.1:" + port;
  }

  private static void awaitLine(Process process, Path output, String text)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(output).contains(text)) {
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).as("ended early").isFalse();
      assertThat(System.nanoTime()).as(text).isLessThan(deadline);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.console.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LocalIT {

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();

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
      Future<Integer> exitCode = commands.submit(() -> run("--cameras", "1", "--size", "320x180"));
      stop.raise();

      assertThat(exitCode.get()).isZero();
      assertThat(out.toString()).contains("The ledger:").contains("balanced: ");
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void reportsWrongOptionsOfTheJobAndLeavesNothingBehind() {
    int exitCode = run("--size", "320x180", "-D", "face.max-faces=0");

    assertThat(exitCode).isEqualTo(2);
    Set<String> threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(
                name ->
                    Stream.of("cameras", "landmarks-watch", "viewer").anyMatch(name::startsWith))
            .collect(Collectors.toSet());
    assertThat(threads).isEmpty();
  }

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new LocalCommand(stop));
    line.setOut(new PrintWriter(out, true));
    try {
      return line.execute(arguments);
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end(0);
    }
  }
}

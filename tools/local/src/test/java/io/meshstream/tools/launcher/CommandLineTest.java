package io.meshstream.tools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.Meshstream;
import io.meshstream.tools.console.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<String> commands() {
    return List.of(
        "local",
        "gateway",
        "view",
        "landmarks",
        "ledger",
        "replay-dead-letters",
        "tail",
        "render",
        "events",
        "cameras",
        "check",
        "size",
        "forget",
        "derive");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEveryCommand(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).contains("Usage: meshstream " + command).contains("Exit codes:");
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains(
            "local",
            "gateway",
            "view",
            "landmarks",
            "ledger",
            "tail",
            "render",
            "cameras",
            "check");
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).startsWith("meshstream ");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    assertThat(run("ledgr")).isEqualTo(2);

    assertThat(err.toString()).startsWith("meshstream: ").contains("ledger");
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    assertThat(run("local", "--camera", "2")).isEqualTo(2);

    assertThat(err.toString()).contains("--cameras");
  }

  @Test
  void explainsItselfWhenNoCommandIsGiven() {
    assertThat(run()).isEqualTo(2);

    assertThat(out.toString()).contains("Usage: meshstream ", "local", "landmarks");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpExplainsACommandAsItsOptionDoes() {
    assertThat(run("local", "--help")).isZero();
    String explanation = out.toString();
    assertThat(run("help", "local")).isZero();
    assertThat(out.toString()).isEqualTo(explanation + explanation);

    assertThat(run("help")).isZero();
    assertThat(out.toString()).contains("Usage: meshstream [");
    assertThat(run("help", "locla")).isEqualTo(2);
    assertThat(err.toString()).startsWith("meshstream: command: locla (expected: one of local, ");
  }

  @Test
  void helpExplainsACommandWithinACommand() {
    assertThat(run("cameras", "set", "--help")).isZero();
    String explanation = out.toString();
    assertThat(run("help", "cameras", "set")).isZero();
    assertThat(out.toString()).isEqualTo(explanation + explanation).contains("cameras set");

    assertThat(run("help", "cameras", "sit")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("meshstream: command: sit (expected: one of set, get, list, reset");
    assertThat(run("help", "local", "set")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "meshstream: command: set (expected: nothing behind local, which has no commands");
  }

  @Test
  void printsAScriptForShellsToCompleteCommands() {
    assertThat(run("completion")).isZero();

    assertThat(out.toString()).contains("complete -F", "local", "--max-faces");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void callsWhatIsToBeFilledInByUpperCase(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).doesNotContainPattern("=<[a-z]");
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThat(run("local", "--cameras", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("meshstream: --cameras: 0 (expected: 1 to 99)");
  }

  @Test
  void refusesPortsThatAreNone() {
    assertThat(run("view", "-b", "127.0.0.1:9", "--port", "65536")).isEqualTo(2);
    assertThat(err.toString()).startsWith("meshstream: --port: 65536 (expected: 0 to 65535)");
    assertThat(run("local", "--view-port", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("--view-port: -1 (expected: 0 to 65535)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"640", "640x", "axb", "10x10", "640x99999"})
  void refusesSizesThatAreNone(String size) {
    assertThat(run("local", "--size", size)).isEqualTo(2);
    assertThat(err.toString()).contains("size: ");
  }

  @Test
  void refusesJobOptionsThatItSetsItself() {
    assertThat(run("local", "-D", "frames.format=raw")).isEqualTo(2);
    assertThat(err.toString()).startsWith("meshstream: -D frames.format=raw (expected: ");
  }

  @Test
  void refusesDirectoriesWithoutPictures() {
    assertThat(run("local", "--images", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("meshstream: images: " + folder + " (expected: ");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void refusesDirectoriesThatDoNotExist() {
    assertThat(run("local", "--images", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("(expected: an existing directory)");
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("local", "--size", "64x64", "--kafka-port", port)).isEqualTo(1);
      assertThat(out.toString()).as("nothing was begun").isEmpty();
      assertThat(err.toString())
          .startsWith("meshstream: Kafka port: " + port + " (expected: a free port)");
    }
  }

  @Test
  void refusesPathsThatDoNotExistBeforeAnythingRuns() throws IOException {
    Path json = folder.resolve("out.json");
    int exitCode =
        run("landmarks", "--json", json.toString(), folder.resolve("none.jpg").toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("none.jpg (expected: an existing file or directory)");
    assertThat(Files.exists(json)).isFalse();
  }

  @Test
  void showsTheStackTraceOnlyWhenAskedTo() {
    String missing = folder.resolve("none").toString();
    run("landmarks", missing);
    assertThat(err.toString()).doesNotContain("CommandFailure");

    run("landmarks", "--verbose", missing);
    assertThat(err.toString()).contains("CommandFailure").contains("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "view"})
  void saysThatABrokerDoesNotAnswer(String command) throws IOException {
    String server = "127.0.0.1:" + closedPort();

    assertThat(run(command, "--bootstrap-servers", server)).isEqualTo(1);

    assertThat(err.toString()).startsWith("meshstream: bootstrap servers: " + server);
    assertThat(err.toString().lines()).hasSize(1);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int run(String... arguments) {
    StopSignal stop = new StopSignal();
    CommandLine line = Meshstream.commandLine(stop, Optional.empty());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int exitCode = line.execute(arguments);
    stop.end();
    return exitCode;
  }
}

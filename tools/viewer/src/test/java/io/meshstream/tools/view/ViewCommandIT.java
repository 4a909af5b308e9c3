package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ViewCommandIT {

  @RegisterExtension private final TestingBroker broker = new TestingBroker();

  @TempDir private Path folder;

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysInOneLineWhatIsWrongAndStopsWhenToldTo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String server = broker.bootstrapServers();

      broker.create("frames");
      assertThat(run("-b", server)).isEqualTo(1);
      assertThat(err.toString())
          .contains("landmarks topic: landmarks (expected: one of the topics there, [frames])");

      broker.create("landmarks");
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("-b", server, "--port", port)).isEqualTo(1);
      assertThat(err.toString()).contains("viewer address: 127.0.0.1 port " + port);
      assertThat(err.toString().lines()).hasSize(2);

      stop.raise();
      assertThat(run("-b", server, "--port", "0", "--frames-format", "raw")).isZero();
      assertThat(out.toString()).startsWith("Viewer  http://127.0.0.1:").doesNotContain("token");

      assertThat(run("-b", server, "--port", "0", "--host", "0.0.0.0")).isZero();
      assertThat(out.toString().lines().toList().get(1))
          .as("from elsewhere, only with a token")
          .matches("Viewer  http://localhost:[0-9]+/\\?token=[A-Za-z0-9_-]{32}");
      assertThat(run("-b", server, "--port", "0", "--host", "0.0.0.0", "--without-token")).isZero();
      assertThat(out.toString().lines().toList().get(2)).doesNotContain("token");
      Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef-secret\n");
      assertThat(run("-b", server, "--port", "0", "--token-file", file.toString())).isZero();
      assertThat(out.toString()).doesNotContain("secret");
      Files.writeString(file, "short");
      assertThat(run("-b", server, "--port", "0", "--token-file", file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("--token-file: " + file + " (expected: ");
    } finally {
      stop.end();
    }
  }

  private int run(String... arguments) {
    CommandLine line = TestingCommandLine.of(new ViewCommand(stop), out, err);
    return line.execute(arguments);
  }
}

package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

class ViewCommandIT {

  @RegisterExtension private final TestingBroker broker = new TestingBroker();

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
      assertThat(out.toString()).startsWith("Viewer  http://127.0.0.1:");
    } finally {
      stop.end();
    }
  }

  private int run(String... arguments) {
    CommandLine line = TestingCommandLine.of(new ViewCommand(stop), out, err);
    return line.execute(arguments);
  }
}

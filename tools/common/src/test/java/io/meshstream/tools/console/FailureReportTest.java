package io.meshstream.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class FailureReportTest {

  private final StringWriter err = new StringWriter();

  @Test
  void showsNoControlCharacterOfWhatAMessageNames() {
    Runnable command = new TestingFailingCommand("camera: \u001b[2J\r\ncam (expected: another)");

    assertThat(TestingCommandLine.of(command, new StringWriter(), err).execute()).isEqualTo(1);

    assertThat(err.toString().strip()).isEqualTo("fails: camera: ?[2J??cam (expected: another)");
  }

  @Command(name = "fails")
  private static final class TestingFailingCommand implements Runnable {

    private final String message;

    TestingFailingCommand(String message) {
      this.message = message;
    }

    @Override
    public void run() {
      throw new CommandFailure(message);
    }
  }
}

package io.meshstream.tools.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StopSignalTest {

  @Test
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "a process that is told to end is killed there")
  void theFirstSignalsTellTheCommandAndTheThirdEndsTheProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      assertThat(output.readLine()).isEqualTo("0");
      process.toHandle().destroy();
      assertThat(output.readLine()).isEqualTo("1");
      process.toHandle().destroy();
      assertThat(output.readLine()).isEqualTo("2");
      process.toHandle().destroy();

      assertThat(process.waitFor()).isEqualTo(130);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Prints how often it was told to stop, and does not. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      StopSignal stop = new StopSignal();
      stop.listen();
      for (int printed = 0; printed < 3; printed++) {
        while (stop.times() < printed) {
          stop.await(Duration.ofMillis(10));
          Thread.onSpinWait();
        }
        System.out.println(printed);
      }
      Thread.currentThread().join();
    }
  }
}

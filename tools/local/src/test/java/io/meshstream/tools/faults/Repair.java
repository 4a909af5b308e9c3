package io.meshstream.tools.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Has the command line write the records again that an outage has cost, as an operator would. */
final class Repair {

  /** That frames are missing which have not been processed yet is none of its faults. */
  private static final int NOT_BALANCED = 1;

  private Repair() {}

  /**
   * Runs it.
   *
   * @param processed what the job's message says
   */
  static void run(String server, Output output, String processed)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of("../meshstream").toAbsolutePath().toString(),
                "ledger",
                "--bootstrap-servers=" + server,
                "--repair",
                "--processed=" + processed,
                "--group=" + output.name(),
                "--frames-topic=" + Output.frames(output.plan()),
                "--landmarks-topic=" + output.landmarks(),
                "--dead-letters-topic=" + output.deadLetters(),
                "--events-topic=" + output.events()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MESHSTREAM_BUILD", "no");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() > NOT_BALANCED) {
      throw new AssertionError("ledger --repair:\n" + said);
    }
  }
}

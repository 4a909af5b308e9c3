package io.meshstream.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The job as a process of its own. */
class CommandLineIT {

  @Test
  void aJobThatIsToldNonsenseSaysSoAndExitsWithTwo() throws Exception {
    Process process = start("--face.max-faces=many", "--frame.topic=x");
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output)
        .contains("face.max-faces: many (expected: 1 to 64)")
        .contains("did you mean frames.topic?")
        .doesNotContain("\tat ");
  }

  @Test
  void helpListsTheOptionsAndExitsWithZero() throws Exception {
    Process process = start("--frames.topic=x", "--help");
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(output).contains("Usage: ").contains("  --sink.delivery=at-least-once\n");
  }

  @Test
  void theVersionIsToldAndNothingElseDone() throws Exception {
    Process process = start("--frames.topic=x", "--version");
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(output.strip()).matches("meshstream-job \\S.*");
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FaceMeshJob.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}

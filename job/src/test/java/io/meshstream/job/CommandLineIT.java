package io.meshstream.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The job as a process of its own. */
class CommandLineIT {

  @Test
  void aJobThatIsToldNonsenseSaysSoAndExitsWithTwo() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FaceMeshJob.class.getName(),
                "--face.max-faces=many",
                "--frame.topic=x")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output)
        .contains("face.max-faces: many (expected: 1 to 64)")
        .contains("did you mean frames.topic?")
        .doesNotContain("\tat ");
  }
}

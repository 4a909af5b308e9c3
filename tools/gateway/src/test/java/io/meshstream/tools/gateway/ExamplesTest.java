package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {

  /** Tests run in the folder of their module. */
  static final Path DOCS = Path.of("../../docs").toAbsolutePath().normalize();

  static final Path EXAMPLES = DOCS.resolve("examples/produce");

  @ParameterizedTest
  @CsvSource({"cameras.yaml, yaml", "Gateway.java, java", "gateway.py, python"})
  void thePageShowsTheExampleAsItIs(String file, String language) throws IOException {
    String example = Files.readString(EXAMPLES.resolve(file));

    assertThat(Files.readString(DOCS.resolve("produce.md")))
        .contains("```" + language + "\n" + example + "```\n");
  }

  @Test
  void theExampleOfCamerasIsRight() {
    List<String> problems = new ArrayList<>();
    List<CameraSettings> cameras =
        CamerasFile.read(EXAMPLES.resolve("cameras.yaml"), new UrlVariables(Map.of()), problems);

    assertThat(cameras).hasSize(5);
    assertThat(problems).isEmpty();
  }
}

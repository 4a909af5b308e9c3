package io.meshstream.tools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for consumers show the very programs that are tested. */
class ConsumePageTest {

  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Pattern PROGRAM =
      Pattern.compile(
          "^```(java|python|javascript)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern RELEASED_SCHEMA =
      Pattern.compile("\\| `(v\\d+/FrameLandmarks\\.avsc)` \\| `([0-9a-f]{16})` \\|");

  @Test
  void quotesEveryExampleWhole() throws IOException {
    String page = Files.readString(DOCS.resolve("consume.md"));

    List<Path> examples = examples();
    assertThat(examples).hasSize(4);
    for (Path example : examples) {
      String language = String.valueOf(example.getParent().getFileName());
      assertThat(page).contains("```" + language + "\n" + Files.readString(example) + "```\n");
    }
  }

  @Test
  void showsNoProgramThatIsNotAnExample() throws IOException {
    Set<String> programs = Set.copyOf(examples().stream().map(ConsumePageTest::read).toList());

    List<String> shown =
        PROGRAM
            .matcher(Files.readString(DOCS.resolve("consume.md")))
            .results()
            .map(result -> result.group(2))
            .toList();

    assertThat(shown).hasSize(3).isSubsetOf(programs);
  }

  /** Avro's libraries for it compute no fingerprints, so that the program has them as constants. */
  @Test
  void theJavascriptExampleReadsEveryReleasedSchema() throws IOException {
    String program = read(DOCS.resolve("examples/consume/javascript/landmarks.js"));

    List<String> released =
        RELEASED_SCHEMA
            .matcher(Files.readString(Path.of("..", "..", "schemas", "README.md")))
            .results()
            .map(row -> "'" + row.group(2) + "': '" + row.group(1) + "'")
            .toList();

    assertThat(released).isNotEmpty();
    assertThat(program).contains(released);
  }

  @Test
  void thePageOnRegistriesQuotesItsExamplesWhole() throws IOException {
    String page = Files.readString(DOCS.resolve("registry.md"));
    Path examples = DOCS.resolve("examples/registry");

    assertThat(page)
        .contains("```python\n" + read(examples.resolve("landmarks.py")) + "```\n")
        .contains("```javascript\n" + read(examples.resolve("landmarks.js")) + "```\n");
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS.resolve("examples/consume"))) {
      return files.filter(ConsumePageTest::isProgram).toList();
    }
  }

  /** What an interpreter leaves beside a program is none. */
  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && !file.toString().contains("__pycache__");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package io.meshstream.tools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about Flink SQL show the very statements that are tested. */
class SqlPageTest {

  private static final Path DOCS = Path.of("..", "..", "docs");

  @ParameterizedTest
  @CsvSource({"sql.md, sql, 5", "functions.md, functions, 3"})
  void quotesEveryExampleWholeAndNothingElse(String file, String folder, int count)
      throws IOException {
    String page = Files.readString(DOCS.resolve(file));

    List<Path> examples = examples(folder);
    assertThat(examples).hasSize(count);
    for (Path example : examples) {
      assertThat(page).contains("```sql\n" + Files.readString(example) + "```\n");
    }
    assertThat(page.split("```sql\n", -1)).hasSize(1 + examples.size());
  }

  private static List<Path> examples(String folder) throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("examples").resolve(folder))) {
      return files.toList();
    }
  }
}

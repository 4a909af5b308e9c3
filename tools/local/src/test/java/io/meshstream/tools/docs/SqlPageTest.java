package io.meshstream.tools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about Flink SQL shows the very statements that are tested. */
class SqlPageTest {

  private static final Path DOCS = Path.of("..", "..", "docs");

  @Test
  void quotesEveryExampleWholeAndNothingElse() throws IOException {
    String page = Files.readString(DOCS.resolve("sql.md"));

    List<Path> examples = examples();
    assertThat(examples).hasSize(4);
    for (Path example : examples) {
      assertThat(page).contains("```sql\n" + Files.readString(example) + "```\n");
    }
    assertThat(page.split("```sql\n", -1)).hasSize(1 + examples.size());
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("examples/sql"))) {
      return files.toList();
    }
  }
}

package io.meshstream.tools.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the sizes in {@code docs/deploy.md} those that the command computes. */
class SizingTableTest {

  private static final Path PAGE = Path.of("../../docs/deploy.md");
  private static final String BEGIN =
      "<!-- written by SizingTableTest: -Dtest=SizingTableTest -Dregenerate=true -->\n";
  private static final String END = "<!-- end -->\n";
  private static final String REGENERATE = "regenerate";

  @Test
  void theSizesOnThePageAreThoseOfTheCommand() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String table = SizingTable.markdown();
    if (Boolean.getBoolean(REGENERATE)) {
      page = page.substring(0, begin) + table + page.substring(page.indexOf(END));
      Files.writeString(PAGE, page);
    }

    assertThat(page.substring(begin, page.indexOf(END)))
        .as(
            "docs/deploy.md is stale; write it anew with: mvn -pl tools/inspect -am test"
                + " -Dtest=SizingTableTest -D%s=true -Dsurefire.failIfNoSpecifiedTests=false",
            REGENERATE)
        .isEqualTo(table);
  }
}

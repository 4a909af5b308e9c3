package io.meshstream.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final StringWriter out = new StringWriter();

  @Test
  void replacesTheLastBlockOnATerminal() {
    Screen screen = new Screen(new PrintWriter(out), true);
    screen.show(List.of("a", "b"));
    screen.show(List.of("c"));

    assertThat(out.toString()).contains("b").contains("\u001b[2A\u001b[J").contains("c");
  }

  @Test
  void leavesPrintedLinesWhereTheyAre() {
    Screen screen = new Screen(new PrintWriter(out), true);
    screen.show(List.of("a"));
    screen.print("stays");
    screen.show(List.of("b"));

    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void usesNoEscapeSequencesElsewhere() {
    Screen screen = new Screen(new PrintWriter(out), false);
    screen.show(List.of("a"));
    screen.show(List.of("b"));

    assertThat(out.toString().lines()).containsExactly("a", "b");
  }

  @Test
  void alignsTheColumnsOfATable() {
    TextTable table = new TextTable("camera", "in");
    table.row("c", 12345);

    assertThat(table.lines()).containsExactly("camera     in", "c       12345");
  }
}

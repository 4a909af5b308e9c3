package io.meshstream.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final StringWriter out = new StringWriter();
  private final Terminal terminal;
  private final Screen screen;

  ScreenTest() throws IOException {
    terminal = new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream());
    screen = new Screen(new PrintWriter(out), Optional.of(terminal));
  }

  @Test
  void replacesTheLastBlockOnATerminal() {
    screen.show(List.of("a", "b"));
    screen.show(List.of("c"));

    assertThat(out.toString()).contains("b").contains("\u001b[2A\u001b[J").contains("c");
  }

  @Test
  void leavesPrintedLinesWhereTheyAre() {
    screen.show(List.of("a"));
    screen.print("stays");
    screen.show(List.of("b"));

    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void usesNoEscapeSequencesElsewhere() {
    Screen elsewhere = new Screen(new PrintWriter(out), Optional.empty());
    elsewhere.show(List.of("a"));
    elsewhere.show(List.of("b"));

    assertThat(out.toString().lines()).containsExactly("a", "b");
  }

  @Test
  void showsTheBeginningAndTheEndOfABlockThatIsHigherThanTheWindow() {
    terminal.setSize(Size.of(40, 6));
    screen.show(List.of("a", "b", "c", "d", "e"));
    screen.show(List.of("a", "b", "c", "d", "e", "f"));

    assertThat(out.toString().lines())
        .containsExactly(
            "a", "b", "c", "d", "e", "\u001b[5A\u001b[Ja", "b", "... (2 lines more)", "e", "f");
  }

  @Test
  void cutsLinesThatAreLongerThanTheWindowIsWide() {
    terminal.setSize(Size.of(8, 24));
    screen.show(List.of("12345678", "123456789", "監視カメラ"));

    assertThat(out.toString().lines()).containsExactly("12345678", "12345...", "監視...");
  }

  @Test
  void followsTheSizeOfTheWindow() {
    List<String> block = List.of("a", "b", "c", "d");
    terminal.setSize(Size.of(40, 4));
    screen.show(block);
    terminal.setSize(Size.of(40, 5));
    screen.show(block);

    assertThat(out.toString().lines())
        .containsExactly("a", "... (2 lines more)", "d", "\u001b[3A\u001b[Ja", "b", "c", "d");
  }

  @Test
  void alignsTheColumnsOfATable() {
    TextTable table = new TextTable("camera", "in");
    table.row("c", 12345);

    assertThat(table.lines()).containsExactly("camera     in", "c       12345");
  }
}

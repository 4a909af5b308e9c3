package io.meshstream.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogOptionTest {

  @Test
  void isFoundWhereverItStands() {
    assertThat(LogOption.in("--log", "a.log", "local", "--frames", "3")).contains(Path.of("a.log"));
    assertThat(LogOption.in("local", "-D", "x=y", "--log=b.log")).contains(Path.of("b.log"));
  }

  @Test
  void isEmptyWhereItIsMissingOrWrong() {
    assertThat(LogOption.in()).isEmpty();
    assertThat(LogOption.in("landmarks", "a.png", "--unknown")).isEmpty();
    assertThat(LogOption.in("landmarks", "--log")).isEmpty();
    assertThat(LogOption.in("--log", "a", "--log", "b")).isEmpty();
  }
}

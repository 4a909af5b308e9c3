package io.meshstream.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();

  private Duration time = Duration.ZERO;

  @Test
  void saysHowFarItIsAndHowLongItTakesInOneLineThatGoesAway() {
    try (Progress progress = progress(true, OptionalLong.of(2_000))) {
      for (int i = 0; i < 1_500; i++) {
        time = time.plusMillis(2);
        progress.step();
      }
    }

    assertThat(err.toString())
        .startsWith("\r\u001b[K125 of 2,000 pictures, 500.0/s, 4 s to go\r")
        .endsWith("\r\u001b[K1,500 of 2,000 pictures, 500.0/s, 1 s to go\r\u001b[K")
        .doesNotContain("\n");
  }

  @Test
  void saysHowManyThereWereWhereItDoesNotKnowHowManyThereAre() {
    Progress progress = progress(true, OptionalLong.empty());
    time = Duration.ofSeconds(2);
    progress.step();

    assertThat(err.toString()).isEqualTo("\r\u001b[K1 pictures, 0.5/s");
  }

  @Test
  void isSilentWithoutATerminal() {
    try (Progress progress = progress(false, OptionalLong.empty())) {
      time = Duration.ofSeconds(2);
      progress.step();
    }

    assertThat(err.toString()).isEmpty();
  }

  private Progress progress(boolean isShown, OptionalLong total) {
    return new Progress(
        new PrintWriter(err, true), isShown, "pictures", total, () -> time.toNanos());
  }
}

package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogSamplerTest {

  private final LogSampler failures = new LogSampler();

  @Test
  void theFirstOfAKindIsWorthALineAndThenEachDoubling() {
    List<Long> lines = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      long count = failures.count("a");
      if (LogSampler.isDue(count)) {
        lines.add(count);
      }
    }

    assertThat(lines).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L);
  }

  @Test
  void eachKindIsCountedByItself() {
    failures.count("a");
    failures.count("a");

    assertThat(failures.count("b")).isEqualTo(1);
    assertThat(failures.count("a")).isEqualTo(3);
  }
}

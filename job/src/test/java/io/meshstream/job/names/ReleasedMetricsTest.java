package io.meshstream.job.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds what {@code docs/compatibility.md} promises of metrics. */
class ReleasedMetricsTest {

  private static final Path RELEASED = Path.of("src/test/resources/released/metrics.txt");

  @Test
  void everyMetricOfEveryVersionIsThereWithItsKindAndUnit() throws IOException {
    assertThat(current()).containsAll(released());
  }

  @Test
  void everyMetricIsAmongThoseThatStay() throws IOException {
    assertThat(released()).as("those in %s; add what is new", RELEASED).containsAll(current());
  }

  private static List<String> current() {
    return Arrays.stream(JobMetric.values())
        .map(
            metric ->
                "%s, %s, %s"
                    .formatted(
                        metric.path(),
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        metric.unit()))
        .toList();
  }

  private static List<String> released() throws IOException {
    return Files.readAllLines(RELEASED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}

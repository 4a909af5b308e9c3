package io.meshstream.job.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Keeps {@code METRICS.md} true. */
class MetricReferenceTest {

  private static final Path FILE = Path.of("METRICS.md");
  private static final String REGENERATE = "regenerate";

  private static final String INTRODUCTION =
      """
      # Metrics of the job

      Written by a test from `JobMetric`: change it there, then run
      `mvn -f job/pom.xml test -Dtest=MetricReferenceTest -Dregenerate=true`.

      A name follows that of its operator and subtask; in Prometheus dots are underscores and it begins
      with `flink_taskmanager_job_task_operator_`. Flink has metrics of its own beside these, such as the
      consumer's lag (`pendingRecords`).
      """;

  @Test
  void theMetricReferenceIsUpToDate() throws IOException {
    String reference = markdown();
    if (Boolean.getBoolean(REGENERATE)) {
      Files.writeString(FILE, reference);
    }

    assertThat(Files.readString(FILE))
        .as(
            "METRICS.md is stale; write it anew with: mvn -f job/pom.xml test"
                + " -Dtest=MetricReferenceTest -D%s=true",
            REGENERATE)
        .isEqualTo(reference);
  }

  @Test
  void noNameIsTakenTwice() {
    assertThat(JobMetric.values())
        .extracting(metric -> metric.place() + " " + metric.path())
        .doesNotHaveDuplicates();
  }

  private static String markdown() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (JobMetric.Place place : JobMetric.Place.values()) {
      text.append("\n## ").append(place.title()).append("\n\n");
      text.append("| metric | kind | unit | meaning |\n|---|---|---|---|\n");
      for (JobMetric metric : JobMetric.values()) {
        if (metric.place() == place) {
          text.append(row(metric));
        }
      }
    }
    return text.toString();
  }

  private static String row(JobMetric metric) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            metric.path(),
            metric.kind().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            metric.meaning());
  }
}

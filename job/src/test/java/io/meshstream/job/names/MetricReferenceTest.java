package io.meshstream.job.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.names.JobMetric.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/metrics.md} true. */
class MetricReferenceTest {

  private static final Path FILE = Path.of("..", "docs", "metrics.md");
  private static final String REGENERATE = "regenerate";

  private static final String INTRODUCTION =
      """
      # Metrics of the job

      Written by a test from `JobMetric`: change it there, then run
      `mvn -f job/pom.xml test -Dtest=MetricReferenceTest -Dregenerate=true`.

      [operate.md](operate.md#see-what-it-does) says how Prometheus and OpenTelemetry get them, and which
      dashboard and alerts there are.

      A name follows that of its operator and subtask. In Prometheus dots are underscores, and it begins with
      `flink_taskmanager_job_task_operator_`: `flink_taskmanager_job_task_operator_frames_faces`. Flink has
      metrics of its own beside these, such as the consumer's lag (`pendingRecords`).

      A histogram is over the last 1000 analysed frames of a subtask, or the last 128 of a camera, and has
      quantiles and a count.
      """;

  private static final String CAMERAS =
      """

      ## Of each camera

      What is marked in the table above, and these. A camera's name in Prometheus begins with
      `flink_taskmanager_job_task_operator_camera_` and has the label `camera`:
      `flink_taskmanager_job_task_operator_camera_frames_faces{camera="front-door"}`.

      Of each subtask the first `metrics.cameras` cameras have metrics of their own, from the first frame that
      says which one it is; the rest share the label `_other`, so that a sum over `camera` is always whole. A
      camera that is forgotten (`state.ttl`) takes its metrics with it, and the next new camera has its place.
      Flink remembers a little of each name that it ever had: once a subtask has named ten times as many
      cameras as it has places, new names share `_other` until the job is started anew.
      """;

  @Test
  void theMetricReferenceIsUpToDate() throws IOException {
    String reference = markdown();
    if (Boolean.getBoolean(REGENERATE)) {
      Files.writeString(FILE, reference);
    }

    assertThat(Files.readString(FILE))
        .as(
            "docs/metrics.md is stale; write it anew with: mvn -f job/pom.xml test"
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
    return INTRODUCTION
        + "\n## Of each subtask of the operator `%s`\n\n".formatted(OperatorNames.TRACKING)
        + "| metric | kind | unit | each camera | meaning |\n|---|---|---|---|---|\n"
        + rows(place -> place == Place.SUBTASK || place == Place.SUBTASK_AND_CAMERA, true)
        + CAMERAS
        + "\n| metric | kind | unit | meaning |\n|---|---|---|---|\n"
        + rows(place -> place == Place.CAMERA, false)
        + "\n## Of the committers of the sinks\n\n"
        + "| metric | kind | unit | meaning |\n|---|---|---|---|\n"
        + rows(place -> place == Place.COMMITTERS, false);
  }

  private static String rows(Predicate<Place> places, boolean marked) {
    return Arrays.stream(JobMetric.values())
        .filter(metric -> places.test(metric.place()))
        .map(metric -> row(metric, marked))
        .collect(Collectors.joining());
  }

  private static String row(JobMetric metric, boolean marked) {
    String mark = metric.place() == Place.SUBTASK_AND_CAMERA ? " yes |" : " |";
    return "| `%s` | %s | %s |%s %s |\n"
        .formatted(
            metric.path(),
            metric.kind().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            marked ? mark : "",
            metric.meaning());
  }
}

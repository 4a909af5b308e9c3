package io.meshstream.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alerts are the same for every Prometheus, and each is explained. */
class AlertsTest {

  private static final Path RESOURCE = Path.of("..", "k8s", "base", "monitoring", "alerts.yaml");
  private static final Path RULE_FILE = Path.of("..", "docker", "alerts.yaml");
  private static final String REGENERATE = "regenerate";
  private static final String SPEC = "\nspec:\n";
  private static final String HEAD =
      """
      # The alerts for a Prometheus without its operator. Written by a test from k8s/base/monitoring/alerts.yaml: change them
      # there, then run: mvn -f job/pom.xml test -Dtest=AlertsTest -Dregenerate=true
      """;

  @Test
  void theRuleFileHasTheAlertsOfTheResource() throws IOException {
    String resource = Files.readString(RESOURCE);
    String rules =
        HEAD
            + resource
                .substring(resource.indexOf(SPEC) + SPEC.length())
                .lines()
                .map(line -> line.substring(Math.min(2, line.length())) + "\n")
                .collect(Collectors.joining());
    if (Boolean.getBoolean(REGENERATE)) {
      Files.writeString(RULE_FILE, rules);
    }

    assertThat(Files.readString(RULE_FILE))
        .as(
            "docker/alerts.yaml is stale; write it anew with: mvn -f job/pom.xml test"
                + " -Dtest=AlertsTest -D%s=true",
            REGENERATE)
        .isEqualTo(rules);
  }

  @Test
  void eachAlertIsExplained() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operate.md"));

    assertThat(Monitoring.alerts())
        .allSatisfy(alert -> assertThat(page).contains("| `" + alert.where() + "` | "));
  }
}

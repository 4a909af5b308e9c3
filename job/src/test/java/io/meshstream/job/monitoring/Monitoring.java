package io.meshstream.job.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.YamlParserUtils;

/** The dashboard and the alerts that come with the job. */
final class Monitoring {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("..", "k8s", "base", "monitoring");

  private Monitoring() {}

  static JsonNode dashboard() throws IOException {
    return JSON.readTree(Files.readString(FOLDER.resolve("dashboard.json")));
  }

  /** The queries of the dashboard's panels, with all jobs and cameras chosen. */
  static List<Expression> queries() throws IOException {
    List<Expression> queries = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Expression(
                panel.path("title").asText() + " " + target.path("refId").asText(),
                target
                    .path("expr")
                    .asText()
                    .replace("$__rate_interval", "10s")
                    .replace("$job", ".*")
                    .replace("$camera", ".*")));
      }
    }
    return queries;
  }

  /** The alerts as Prometheus reads them from a file, without what Kubernetes wants around them. */
  static JsonNode rules() throws IOException {
    Map<?, ?> resource =
        YamlParserUtils.convertToObject(Files.readString(FOLDER.resolve("alerts.yaml")), Map.class);
    return JSON.valueToTree(resource.get("spec"));
  }

  /** The expressions of the alerts. */
  static List<Expression> alerts() throws IOException {
    List<Expression> alerts = new ArrayList<>();
    for (JsonNode group : rules().path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        alerts.add(new Expression(rule.path("alert").asText(), rule.path("expr").asText()));
      }
    }
    return alerts;
  }
}

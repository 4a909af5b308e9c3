package io.meshstream.tools.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts and ends jobs of a cluster by its REST interface. Every method throws an {@link
 * IOException} if the JobManager does not answer, or refuses.
 */
public final class ClusterJobs {

  private static final long POLL_MILLIS = 100;

  private final FlinkRest rest;

  ClusterJobs(FlinkRest rest) {
    this.rest = rest;
  }

  /**
   * Starts a job and returns its id.
   *
   * @param arguments the job's own options
   * @param savepoint the savepoint or checkpoint that it goes on from
   * @param configuration what of Flink's configuration is the job's own
   */
  public String run(
      Path jar,
      List<String> arguments,
      int parallelism,
      Optional<String> savepoint,
      Map<String, String> configuration)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    arguments.forEach(body.putArray("programArgsList")::add);
    configuration.forEach(body.putObject("flinkConfiguration")::put);
    body.put("parallelism", parallelism);
    savepoint.ifPresent(path -> body.put("savepointPath", path));
    String id = rest.upload(jar);
    try {
      return rest.send("POST", "/jars/" + id + "/run", body).get("jobid").asText();
    } finally {
      rest.send("DELETE", "/jars/" + id);
    }
  }

  /** Stops a job with a savepoint and returns where that is. */
  public String stop(String job, Path folder) throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("targetDirectory", folder.toUri().toString());
    body.put("drain", false);
    String request = rest.send("POST", "/jobs/" + job + "/stop", body).get("request-id").asText();
    while (true) {
      JsonNode answer = rest.get("/jobs/" + job + "/savepoints/" + request);
      if (answer.get("status").get("id").asText().equals("COMPLETED")) {
        JsonNode operation = answer.get("operation");
        if (operation.has("failure-cause")) {
          throw new IOException("no savepoint: " + operation.get("failure-cause"));
        }
        awaitEnd(job);
        return operation.get("location").asText();
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Cancels a job, if it has not ended, and waits until it has. */
  public void cancel(String job) throws IOException, InterruptedException {
    if (!hasEnded(state(job))) {
      rest.send("PATCH", "/jobs/" + job + "?mode=cancel");
      awaitEnd(job);
    }
  }

  private void awaitEnd(String job) throws IOException, InterruptedException {
    while (!hasEnded(state(job))) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean hasEnded(String state) {
    return List.of("FINISHED", "CANCELED", "FAILED").contains(state);
  }

  /** A job's state, as Flink calls it. */
  public String state(String job) throws IOException, InterruptedException {
    return rest.get("/jobs/" + job).get("state").asText();
  }

  /** When a job failed last, in milliseconds since 1970; 0 if it never did. */
  public long lastFailureMillis(String job) throws IOException, InterruptedException {
    return lastFailureEntry(job).map(entry -> entry.get("timestamp").asLong()).orElse(0L);
  }

  /** Why a job failed last, with all causes; empty if it never did. */
  public String lastFailure(String job) throws IOException, InterruptedException {
    return lastFailureEntry(job).map(entry -> entry.get("stacktrace").asText()).orElse("");
  }

  private Optional<JsonNode> lastFailureEntry(String job) throws IOException, InterruptedException {
    List<JsonNode> entries = new ArrayList<>();
    rest.get("/jobs/" + job + "/exceptions")
        .get("exceptionHistory")
        .get("entries")
        .forEach(entries::add);
    return entries.stream().max(Comparator.comparingLong(entry -> entry.get("timestamp").asLong()));
  }
}

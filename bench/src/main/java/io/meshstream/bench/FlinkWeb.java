package io.meshstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/** Asks a Flink cluster about its jobs, through its web interface. Thread-safe. */
final class FlinkWeb {

  private static final Set<String> ENDED = Set.of("CANCELED", "FAILED", "FINISHED");
  private static final Duration ANSWER_TIME = Duration.ofSeconds(30);

  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  FlinkWeb(URI address) {
    this.address = address;
  }

  /** Returns the ids of the jobs that have not ended. */
  List<String> jobs() throws IOException {
    return elements(get("/jobs/overview").path("jobs"))
        .filter(job -> !ENDED.contains(job.path("state").asText()))
        .map(job -> job.path("jid").asText())
        .toList();
  }

  /** Asks for the end of a job. */
  void cancel(String job) throws IOException {
    ask(
        request("/jobs/" + job + "?mode=cancel")
            .method("PATCH", HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** Returns why the job was restarted each time, as the last line of each chain of causes. */
  List<String> failures(String job) throws IOException {
    JsonNode answer = get("/jobs/" + job + "/exceptions?maxExceptions=1000");
    return elements(answer.path("exceptionHistory").path("entries"))
        .map(entry -> root(entry.path("stacktrace").asText()))
        .toList();
  }

  private static String root(String stackTrace) {
    List<String> causes = new ArrayList<>();
    stackTrace
        .lines()
        .filter(line -> !line.startsWith("\t") && !line.isBlank())
        .forEach(line -> causes.add(line.replaceFirst("^Caused by: ", "")));
    return causes.isEmpty() ? "unknown" : causes.get(causes.size() - 1);
  }

  /** Returns the checkpoints that were triggered since a time. */
  Checkpoints checkpoints(String job, long sinceMillis) throws IOException {
    List<JsonNode> all =
        elements(get("/jobs/" + job + "/checkpoints").path("history"))
            .filter(each -> each.path("trigger_timestamp").asLong() >= sinceMillis)
            .toList();
    return new Checkpoints(
        all.stream().filter(each -> each.path("status").asText().equals("COMPLETED")).count(),
        all.stream().filter(each -> each.path("status").asText().equals("FAILED")).count(),
        all.stream().mapToLong(each -> each.path("end_to_end_duration").asLong()).max().orElse(0));
  }

  /** Returns how long the checkpoints took that were triggered since a time and are complete. */
  Histogram checkpointMillis(String job, long sinceMillis) throws IOException {
    Histogram millis = new Histogram(3);
    elements(get("/jobs/" + job + "/checkpoints").path("history"))
        .filter(each -> each.path("trigger_timestamp").asLong() >= sinceMillis)
        .filter(each -> each.path("status").asText().equals("COMPLETED"))
        .forEach(each -> millis.recordValue(each.path("end_to_end_duration").asLong()));
    return millis;
  }

  /** Returns from when to when there were checkpoints that are complete. */
  List<TimeSpan> checkpointSpans(String job) throws IOException {
    return elements(get("/jobs/" + job + "/checkpoints").path("history"))
        .filter(each -> each.path("status").asText().equals("COMPLETED"))
        .map(
            each -> {
              long begin = each.path("trigger_timestamp").asLong();
              long end = begin + each.path("end_to_end_duration").asLong();
              return new TimeSpan(
                  TimeUnit.MILLISECONDS.toMicros(begin), TimeUnit.MILLISECONDS.toMicros(end));
            })
        .toList();
  }

  /** Returns how large the state of the last complete checkpoint is; 0 while there is none. */
  long stateBytes(String job) throws IOException {
    return get("/jobs/" + job + "/checkpoints")
        .path("latest")
        .path("completed")
        .path("state_size")
        .asLong();
  }

  /**
   * What became of checkpoints.
   *
   * @param longestMillis of the complete, the failed and the one that is not over yet
   */
  record Checkpoints(long complete, long failed, long longestMillis) {}

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private JsonNode get(String path) throws IOException {
    return json.readTree(ask(request(path).build()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_TIME);
  }

  private byte[] ask(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            "Flink: HTTP %d for %s (expected: 2xx)".formatted(answer.statusCode(), request.uri()));
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

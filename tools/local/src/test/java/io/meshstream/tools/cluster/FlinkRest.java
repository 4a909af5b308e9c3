package io.meshstream.tools.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** A JobManager's REST interface. Thread-safe. */
public final class FlinkRest {

  private static final Duration ANSWER_TIME = Duration.ofSeconds(60);
  private static final String BOUNDARY = "----jar";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String address;

  FlinkRest(String host, int port) {
    this.address = "http://" + host + ":" + port;
  }

  /**
   * Asks for something.
   *
   * @throws IOException if nobody answers, or what answers refuses
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), "application/json");
  }

  /** Has something done. */
  public JsonNode send(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    return send(method, path, BodyPublishers.ofString(body.toString()), "application/json");
  }

  /** Has something done that takes no more than its path. */
  public JsonNode send(String method, String path) throws IOException, InterruptedException {
    return send(method, path, BodyPublishers.noBody(), "application/json");
  }

  /** Uploads a jar and returns its id. */
  String upload(Path jar) throws IOException, InterruptedException {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/x-java-archive\r\n\r\n"
            .formatted(BOUNDARY, jar.getFileName());
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    JsonNode answer =
        send("POST", "/jars/upload", body, "multipart/form-data; boundary=" + BOUNDARY);
    return String.valueOf(Path.of(answer.get("filename").asText()).getFileName());
  }

  private JsonNode send(String method, String path, BodyPublisher body, String type)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWER_TIME)
                .header("Content-Type", type)
                .method(method, body)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return json.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }
}

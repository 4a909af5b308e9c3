package io.meshstream.job.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A Prometheus of its own that asks one reporter, every second. */
final class Prometheus implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether Prometheus and its tool can be run here. */
  static boolean isThere() {
    return Stream.of("prometheus", "promtool").allMatch(Prometheus::isOnPath);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /**
   * Starts it; returns at once.
   *
   * @param folder for all that it writes
   * @param rules the alerts that it evaluates
   */
  static Prometheus start(Path folder, int port, int reporter, JsonNode rules) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    Path ruleFile = folder.resolve("rules.json");
    Files.writeString(ruleFile, rules.toString());
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ['%s']
        scrape_configs:
          - job_name: flink
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(ruleFile, reporter));
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new Prometheus(process, port);
  }

  /** The answer to a query; one without data until it is ready. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  /** What became of the alerts' expressions. */
  JsonNode rules() throws IOException, InterruptedException {
    return ask("rules");
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
    try {
      String answer =
          client
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      return answer.startsWith("{") ? JSON.readTree(answer) : JSON.createObjectNode();
    } catch (ConnectException e) {
      return JSON.createObjectNode();
    }
  }

  /**
   * Runs promtool in a folder; returns what it says, which is empty if it finds fault with nothing.
   */
  static String promtool(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return tool.waitFor() == 0 ? "" : output;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

package io.meshstream.job.monitoring;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.KafkaBroker;
import io.meshstream.job.PortraitPictures;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.ShadowModels;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.vision.testing.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dashboard and alerts ask for is there: in the Prometheus reporter of a running job, and in a
 * Prometheus that asks it, where there is one.
 */
@Timeout(180)
class MonitoringIT {

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  /** So long, and not for ever, so that what is still missing is said. */
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private static final int REPORTER = freePort();

  /** Some of what a collector is sent: names, and a camera's id. */
  private static final Set<String> SENT =
      Set.of(
          "flink.taskmanager.job.task.operator.camera.frames.faces",
          "flink.taskmanager.job.task.operator.latency.end_to_end",
          "front-door");

  private static Collector collector;
  private static ServerSocket taken;
  private static JobClient job;
  private static long sequence;

  private final byte[] face = PortraitPictures.walk().get(0);
  private final byte[] nobody = png(64, 64, 0x808080);
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();

  @TempDir private Path folder;

  @BeforeAll
  static void startTheJob(@TempDir Path configs) throws Exception {
    collector = Collector.start();
    broker.create("frames", "landmarks", "dead-letters", "camera-events");
    broker.create("settings", Map.of("cleanup.policy", "compact"));
    tryModels(configs.resolve("models"));
    Configuration flink = DocumentedConfig.read(configs, List.of("otel", "prometheus"));
    flink.setString("metrics.reporter.prometheus.port", Integer.toString(REPORTER));
    flink.setString("metrics.reporter.otel.exporter.endpoint", collector.endpoint());
    flink.setString("metrics.reporter.otel.interval", "1 s");
    // One more, whose port is taken: nothing but a line in the log comes of it.
    taken = new ServerSocket(0);
    flink.setString("metrics.reporters", "otel,prometheus,unlucky");
    flink.setString(
        "metrics.reporter.unlucky.factory.class",
        flink.toMap().get("metrics.reporter.prometheus.factory.class"));
    flink.setString("metrics.reporter.unlucky.port", Integer.toString(taken.getLocalPort()));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink);
    FaceMeshJob.define(
        env,
        JobSettings.from(
            new String[] {
              "--kafka.bootstrap-servers=" + broker.address(),
              "--sink.delivery=exactly-once",
              "--events.topic=camera-events",
              "--control.topic=settings",
              "--models.directory=" + configs.resolve("models")
            },
            Map.of()));
    job = env.executeAsync();
  }

  /** Has models on trial see each frame of a camera. */
  private static void tryModels(Path root) throws Exception {
    new ModelFiles(root).shiftedMesh("trial", 2);
    CameraConfig config =
        CameraConfig.newBuilder()
            .setCameraId("front-door")
            .setShadow(new ShadowModels("trial", 1))
            .build();
    broker.send("settings", "front-door", SingleObjectCodec.ofCameraConfigs().encode(config));
  }

  @AfterAll
  static void stopTheJob() throws Exception {
    job.cancel().get();
    while (Scrape.isThere(REPORTER)) {
      Thread.onSpinWait(); // Reporters are closed in their order, and the other still sends.
    }
    collector.close();
    taken.close();
  }

  @Test
  void everyMetricAndLabelThatDashboardAndAlertsNameIsReported() throws Exception {
    List<Expression> expressions = new ArrayList<>(Monitoring.queries());
    expressions.addAll(Monitoring.alerts());
    assertThat(expressions).hasSizeGreaterThan(40);

    Set<String> missing = new TreeSet<>();
    do {
      sendFrames();
      Scrape scrape = Scrape.of(REPORTER);
      missing.clear();
      expressions.forEach(
          each -> each.missingIn(scrape).forEach(name -> missing.add(each.where() + ": " + name)));
    } while (!missing.isEmpty() && isInTime());

    assertThat(missing).isEmpty();
  }

  @Test
  void everyQueryOfTheDashboardGivesDataAndEveryAlertCanBeEvaluated() throws Exception {
    assumeTrue(
        Prometheus.isThere(), "prometheus and promtool are not there (Debian: package prometheus)");
    List<Expression> queries = new ArrayList<>(Monitoring.queries());
    JsonNode rules = Monitoring.rules();

    try (Prometheus prometheus = Prometheus.start(folder, freePort(), REPORTER, rules)) {
      Set<String> open = new TreeSet<>();
      do {
        sendFrames();
        open.clear();
        for (Expression query : queries) {
          String problem = problem(prometheus.query(query.text()));
          if (!problem.isEmpty()) {
            open.add(query.where() + ": " + problem);
          }
        }
        open.addAll(notEvaluated(prometheus.rules()));
      } while (!open.isEmpty() && isInTime());

      assertThat(open).isEmpty();
    }
  }

  @Test
  void everyAlertFiresWhenItShouldAndOnlyThen() throws Exception {
    assumeTrue(
        Prometheus.isThere(), "prometheus and promtool are not there (Debian: package prometheus)");
    String cases = Files.readString(Path.of("src/test/resources/monitoring/alerts.test.yaml"));
    Files.writeString(folder.resolve("alerts.test.yaml"), cases);
    Files.writeString(folder.resolve("rules.json"), Monitoring.rules().toString());

    assertThat(Monitoring.alerts()).allSatisfy(each -> assertThat(cases).contains(each.where()));
    assertThat(Prometheus.promtool(folder, "check", "rules", "rules.json")).isEmpty();
    assertThat(Prometheus.promtool(folder, "test", "rules", "alerts.test.yaml")).isEmpty();
  }

  @Test
  void openTelemetryIsSentWhatPrometheusAsksFor() throws Exception {
    Set<String> missing = new TreeSet<>();
    do {
      sendFrames();
      missing.clear();
      // All in one message: those before may be from when not all had been registered.
      SENT.stream().filter(name -> !collector.has(name)).forEach(missing::add);
    } while (!missing.isEmpty() && isInTime());

    assertThat(missing).isEmpty();
  }

  private static String problem(JsonNode answer) {
    if (!answer.path("status").asText().equals("success")) {
      return answer.path("error").asText("no answer");
    }
    for (JsonNode series : answer.path("data").path("result")) {
      if (!series.path("value").path(1).asText().equals("NaN")) {
        return "";
      }
    }
    return "no data";
  }

  private static List<String> notEvaluated(JsonNode answer) throws IOException {
    List<String> open = new ArrayList<>();
    int evaluated = 0;
    for (JsonNode group : answer.path("data").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.path("health").asText().equals("ok")) {
          evaluated++;
        } else {
          open.add(rule.path("name").asText() + ": " + rule.path("lastError").asText("no error"));
        }
      }
    }
    if (evaluated != Monitoring.alerts().size()) {
      open.add("alerts: %d evaluated".formatted(evaluated));
    }
    return open;
  }

  private boolean isInTime() {
    return System.nanoTime() < deadline;
  }

  /** A frame with a face, one without, one again, and one that cannot be read. */
  private void sendFrames() throws Exception {
    send("front-door", PictureEncoding.JPEG, face);
    send("yard", PictureEncoding.PNG, nobody);
    sequence--;
    send("yard", PictureEncoding.PNG, nobody);
    broker.send("frames", "front-door", new byte[] {1, 2, 3});
  }

  private static void send(String camera, PictureEncoding encoding, byte[] picture)
      throws Exception {
    broker.send(
        "frames",
        camera,
        message(
            frame(camera, 0, sequence++, picture)
                .setEncoding(encoding)
                .setCapturedAtMicros(1000 * System.currentTimeMillis())));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.meshstream.bench;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.MetricsSettings;
import io.meshstream.job.source.SourceFrameSchema;
import io.meshstream.job.tracking.TrackingOperatorFactory;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.SourceFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * What metrics of many cameras cost: the processor time of a frame in a job whose engine takes
 * none, and what Prometheus gets and waits for when it asks; beside the same cameras without
 * metrics of their own, in the same run.
 */
public final class MetricsCost {

  private static final int PARALLELISM = Runtime.getRuntime().availableProcessors();
  private static final List<Integer> CAMERAS = List.of(100, 1_000);
  private static final int FRAMES_OF_CAMERA = 200;
  private static final int FEWEST_FRAMES = 200_000;
  private static final int ROUNDS = 3;
  private static final int SCRAPES = 20;
  private static final byte[] PICTURE = new byte[100];

  /** Keeps the job running, all frames done, while it is asked. */
  private static volatile CountDownLatch release = new CountDownLatch(0);

  private MetricsCost() {}

  /** What came of one round. */
  private record Cost(
      double cpuMicrosPerFrame,
      long series,
      int bytes,
      int zippedBytes,
      double millis,
      double cpuMillis) {}

  public static void main(String[] arguments) throws Exception {
    run(100, 100);
    System.out.printf(
        "%d cores, best of %d rounds; processor time of a frame; a scrape's time and processor time%n",
        PARALLELISM, ROUNDS);
    System.out.printf(
        "%8s %8s %10s %10s %12s %12s %10s %10s%n",
        "cameras", "labels", "us/frame", "series", "bytes", "gzip bytes", "ms", "CPU ms");
    for (int cameras : CAMERAS) {
      Cost[] without = new Cost[ROUNDS];
      Cost[] with = new Cost[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        without[round] = run(cameras, 0);
        with[round] = run(cameras, cameras);
      }
      print(cameras, 0, without);
      print(cameras, cameras, with);
    }
  }

  private static void print(int cameras, int labels, Cost[] rounds) {
    Cost last = rounds[ROUNDS - 1];
    System.out.printf(
        Locale.ROOT,
        "%8d %8d %10.2f %10d %12d %12d %10.1f %10.1f%n",
        cameras,
        labels,
        Arrays.stream(rounds).mapToDouble(Cost::cpuMicrosPerFrame).min().orElseThrow(),
        last.series(),
        last.bytes(),
        last.zippedBytes(),
        Arrays.stream(rounds).mapToDouble(Cost::millis).min().orElseThrow(),
        Arrays.stream(rounds).mapToDouble(Cost::cpuMillis).min().orElseThrow());
  }

  private static Cost run(int cameras, int labels) throws Exception {
    int port = freePort();
    int frames = Math.max(FEWEST_FRAMES, cameras * FRAMES_OF_CAMERA);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, flink(port));
    env.enableCheckpointing(1_000);
    release = new CountDownLatch(1);
    Pace.start(frames);
    env.fromSequence(0, frames)
        .setParallelism(1)
        .map(number -> frame(cameras, frames, number))
        .returns(SourceFrameSchema.typeInformation())
        .setParallelism(1)
        .keyBy(SourceFrame::camera, Types.STRING)
        .transform(
            "tracking",
            TrackingOperatorFactory.outputType(),
            new TrackingOperatorFactory(settings(labels), gpu -> new InstantVision()))
        .filter(record -> Pace.count())
        .sinkTo(new DiscardingSink<>());
    JobClient job = env.executeAsync();
    while (!Pace.isOver()) {
      Pause.millis(50);
    }
    Cost cost = scraped(port);
    release.countDown();
    job.getJobExecutionResult().get();
    return cost;
  }

  private static SourceFrame frame(int cameras, int frames, long number)
      throws InterruptedException {
    if (number == frames) {
      release.await();
    }
    return new SourceFrame("camera-" + number % cameras, 0, number, number, PICTURE);
  }

  private static Cost scraped(int port) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"));
    HttpRequest zipped = request.copy().header("Accept-Encoding", "gzip").build();
    double[] millis = new double[SCRAPES];
    int zippedBytes = 0;
    CpuTime cpu = CpuTime.startWithoutThisThread();
    for (int i = 0; i < SCRAPES; i++) {
      long start = System.nanoTime();
      zippedBytes = client.send(zipped, HttpResponse.BodyHandlers.ofByteArray()).body().length;
      millis[i] = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
    double cpuMillis = cpu.millis() / SCRAPES;
    Arrays.sort(millis);
    byte[] body = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body();
    long series =
        new String(body, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .count();
    return new Cost(
        Pace.cpuMicrosPerFrame(), series, body.length, zippedBytes, millis[SCRAPES / 2], cpuMillis);
  }

  private static Configuration flink(int port) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.MAX_PARALLELISM, FaceMeshJob.MAX_PARALLELISM);
    flink.setString("metrics.reporters", "prometheus");
    flink.setString(
        "metrics.reporter.prometheus.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    flink.setString("metrics.reporter.prometheus.port", Integer.toString(port));
    return flink;
  }

  private static JobSettings settings(int labels) {
    Configuration options = new Configuration();
    options.set(FramesSettings.FORMAT, FrameFormat.RAW);
    options.set(MetricsSettings.CAMERAS, labels);
    return JobSettings.from(options);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

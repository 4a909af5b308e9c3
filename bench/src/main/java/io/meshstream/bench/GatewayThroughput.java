package io.meshstream.bench;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameDeserializer;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.gateway.GatewayCommand;
import io.meshstream.tools.video.FFmpeg;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine;

/**
 * Frames a second, and processor time a frame, of one camera of the gateway at 720p: with its JPEGs
 * passed through, with them encoded anew, and with JPEGs made of H.264. The camera, the broker and
 * the gateway are in this process; the camera gives frames as fast as they are taken.
 *
 * <p>The rate is that between a run's first and last quarter. The time is that of the camera's
 * thread, which reads, decodes, encodes and hands over; Kafka's own threads are not in it.
 */
public final class GatewayThroughput {

  private static final int FRAMES = 1_000;
  private static final int ROUNDS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final List<Work> WORKS =
      List.of(
          new Work("MJPEG passed through", "/mjpeg", List.of()),
          new Work("MJPEG encoded anew", "/mjpeg", List.of("--quality", "85")),
          new Work("H.264 encoded as JPEG", "/h264", List.of()));

  /**
   * What the gateway does with the pictures.
   *
   * @param title for people
   * @param path where the camera has them
   * @param options what the gateway is told
   */
  private record Work(String title, String path, List<String> options) {}

  /**
   * What a run cost.
   *
   * @param framesPerSecond rate between the first and the last quarter
   * @param cpuMillis time of the camera's thread for each frame
   */
  private record Cost(double framesPerSecond, double cpuMillis) {}

  private GatewayThroughput() {}

  public static void main(String[] arguments) throws Exception {
    FFmpeg.require("bench/gateway");
    Path folder = Files.createTempDirectory("meshstream-bench-");
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        EagerCamera camera = new EagerCamera(FRAMES)) {
      Map<Work, Cost> best = new LinkedHashMap<>();
      for (int round = 0; round <= ROUNDS; round++) {
        for (Work work : WORKS) {
          String topic = "round-%d-%d".formatted(round, WORKS.indexOf(work));
          Cost cost = run(work, topic, broker, camera);
          // The first round warms up.
          if (round > 0) {
            best.merge(work, cost, GatewayThroughput::better);
          }
        }
      }
      print(best);
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private static Cost better(Cost a, Cost b) {
    return new Cost(
        Math.max(a.framesPerSecond(), b.framesPerSecond()), Math.min(a.cpuMillis(), b.cpuMillis()));
  }

  private static void print(Map<Work, Cost> costs) {
    Cost base = costs.get(WORKS.get(0));
    System.out.printf("one camera, 720p, best of %d rounds of %d frames%n", ROUNDS, FRAMES);
    System.out.printf("%-24s %9s %7s %13s %7s%n", "", "frames/s", "ratio", "CPU ms/frame", "ratio");
    costs.forEach(
        (work, cost) ->
            System.out.printf(
                Locale.ROOT,
                "%-24s %9.0f %7.2f %13.3f %7.1f%n",
                work.title(),
                cost.framesPerSecond(),
                cost.framesPerSecond() / base.framesPerSecond(),
                cost.cpuMillis(),
                cost.cpuMillis() / base.cpuMillis()));
  }

  private static Cost run(Work work, String topic, LocalBroker broker, EagerCamera camera)
      throws Exception {
    broker.createTopic(topic, 1);
    List<String> arguments = new ArrayList<>(work.options());
    arguments.addAll(List.of("-b", broker.bootstrapServers(), "--frames-topic", topic));
    arguments.addAll(List.of("--when-full", "wait", "--id", topic));
    arguments.addAll(List.of("--url", camera.url(work.path())));
    StopSignal stop = new StopSignal();
    CommandLine line =
        new CommandLine(new GatewayCommand(stop)).setCaseInsensitiveEnumValuesAllowed(true);
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out, true));
    Thread command = new Thread(() -> line.execute(arguments.toArray(String[]::new)), "gateway");
    command.start();
    try {
      List<Long> times = captureTimes(broker, topic);
      long micros = times.get(3 * FRAMES / 4) - times.get(FRAMES / 4);
      double framesPerSecond = (3 * FRAMES / 4 - FRAMES / 4) * 1e6 / micros;
      return new Cost(framesPerSecond, cpuMillis(topic) / times.size());
    } catch (IllegalStateException e) {
      throw new IllegalStateException(out.toString(), e);
    } finally {
      stop.raise();
      command.join();
      stop.end();
    }
  }

  private static double cpuMillis(String camera) {
    Thread thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(each -> each.getName().equals("camera " + camera))
            .findAny()
            .orElseThrow();
    long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** Returns when each frame was captured, in microseconds; waits for all of them. */
  private static List<Long> captureTimes(LocalBroker broker, String topic) {
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<String, EncodedFrame> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new EncodedFrameDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (times.size() < FRAMES) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(times.size() + " frames (expected: " + FRAMES + ")");
        }
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> times.add(record.value().getCapturedAtMicros()));
      }
    }
    return times;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}

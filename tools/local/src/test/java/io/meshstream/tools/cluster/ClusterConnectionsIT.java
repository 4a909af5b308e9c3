package io.meshstream.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.launcher.SystemCalls;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.CameraFleet;
import io.meshstream.tools.simulation.ClipStudio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a job on a cluster talks to, as the kernel sees it. */
class ClusterConnectionsIT {

  private static final Path JOB = Path.of(System.getProperty("meshstream.cluster-jar"));
  private static final int FRAMES_PER_SECOND = 5;

  /** What reports to its maker need not do so at once. */
  private static final int SECONDS = 16;

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void aJobTalksToItsBrokersAndItsClusterAlone() throws Exception {
    Path traces = Files.createDirectory(folder.resolve("traces"));
    assumeTrue(
        SystemCalls.tracer(folder.resolve("trial")).isPresent(),
        "strace: not there, or it may not trace; install it");
    int broker;
    try (LocalBroker kafka = LocalBroker.start(Files.createDirectory(folder.resolve("kafka")), 0)) {
      String server = kafka.bootstrapServers();
      broker = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
      for (String topic : List.of("frames", "landmarks", "dead-letters")) {
        kafka.createTopic(topic, 1);
      }
      runJob(server, traces);
    }

    SystemCalls calls = SystemCalls.read(files(traces));
    assertThat(calls.strangers()).as("the broker is seen").isNotEmpty();
    assertThat(calls.strangers(broker)).isEmpty();
  }

  private void runJob(String server, Path traces) throws Exception {
    try (StandaloneCluster cluster =
            StandaloneCluster.start(
                Files.createDirectory(folder.resolve("flink")),
                1,
                process -> traced(traces.resolve(process)));
        CameraFleet camera = camera(server);
        LandmarksProgress progress =
            new LandmarksProgress(server, "landmarks", IsolationLevel.READ_UNCOMMITTED)) {
      progress.readUntil(() -> cluster.freeSlots() == 1);
      cluster.submit(JOB, List.of("--kafka.bootstrap-servers=" + server));
      camera.start();
      progress.readUntil(
          () ->
              progress.newest().values().stream()
                  .anyMatch(newest -> newest >= FRAMES_PER_SECOND * SECONDS));
    }
  }

  private static CameraFleet camera(String server) {
    return new CameraFleet(
        server,
        "frames",
        List.of(new ClipStudio().clip(0, new PictureSize(320, 180), 60)),
        FRAMES_PER_SECOND,
        Long.MAX_VALUE);
  }

  private static List<String> traced(Path file) {
    try {
      List<String> command = new ArrayList<>(List.of("env", "ORT_DISABLE_TELEMETRY=0"));
      command.addAll(SystemCalls.tracer(file).orElseThrow());
      return command;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path[] files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toArray(Path[]::new);
    }
  }
}

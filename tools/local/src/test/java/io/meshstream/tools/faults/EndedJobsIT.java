package io.meshstream.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.CameraFleet;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that have ended leave nothing in a cluster that goes on, however many there were. */
class EndedJobsIT {

  private static final Path JAR = Path.of(System.getProperty("meshstream.cluster-jar"));
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final String PLAN = "ended";
  private static final int JOBS = 4;
  private static final int CAMERAS = 2;

  /**
   * The classes of the first job, which ONNX Runtime's shutdown hook knows as those on whose behalf
   * it was made, and of the last, whose records the JDK has compared last.
   */
  private static final int KNOWN_TO_THE_PROCESS = 2;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void noThreadFileOrClassIsLeft() throws Exception {
    assumeTrue(Integer.getInteger("meshstream.chaos.faults") > 0, "only with -Pchaos");
    assumeTrue(Files.isExecutable(JCMD), "the JDK has no jcmd");
    ClipStudio studio = new ClipStudio();
    List<Clip> clips =
        IntStream.range(0, CAMERAS)
            .mapToObj(camera -> studio.clip(camera, new PictureSize(320, 180), 60))
            .toList();
    try (Site site = Site.start(Files.createDirectory(folder.resolve("site")), false)) {
      String server = site.broker().bootstrapServers();
      LocalBroker.createTopic(server, Output.frames(PLAN), 1);
      LocalBroker.createTopic(
          server,
          Output.control(PLAN),
          1,
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
      for (int i = 0; i < JOBS; i++) {
        run(site, clips, output(i));
        site.awaitNoThreadOfJobs();
        assertThat(site.temporaryFilesOfJobs()).isEmpty();
      }
      for (Process taskManager : site.cluster().taskManagers()) {
        // What references of the runtime's own held in one collection goes in the next.
        site.await(
            "the classes of ended jobs are gone",
            () -> classLoaders(taskManager) <= KNOWN_TO_THE_PROCESS);
      }
    }
  }

  private static Output output(int number) {
    Output usual = Output.atLeastOnce(PLAN);
    return new Output(PLAN, usual.suffix() + number, usual.delivery(), usual.isolation());
  }

  private static void run(Site site, List<Clip> clips, Output output) throws Exception {
    String server = site.broker().bootstrapServers();
    for (String topic : List.of(output.landmarks(), output.deadLetters(), output.events())) {
      LocalBroker.createTopic(server, topic, 1);
    }
    FaultPlan plan = FaultPlan.of(PLAN).withoutHighAvailability();
    try (CameraFleet cameras =
            new CameraFleet(server, Output.frames(PLAN), clips, 5, Long.MAX_VALUE);
        DisturbedJob job = new DisturbedJob(site, plan, output)) {
      job.start(JAR, DisturbedJob.PARALLELISM, Optional.empty(), Map.of());
      job.awaitRunning();
      cameras.start();
      job.awaitRecords(CAMERAS, Instant.now(), Site.PATIENCE);
      cameras.stop();
      job.cancel();
    }
  }

  /** Counts those of jobs that are left once all garbage has been collected. */
  private static long classLoaders(Process process) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(JCMD.toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(histogram).isZero();
    // Number, instances, bytes, class.
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(line -> line.length > 3 && line[3].endsWith(".ChildFirstClassLoader"))
        .mapToLong(line -> Long.parseLong(line[1]))
        .sum();
  }
}

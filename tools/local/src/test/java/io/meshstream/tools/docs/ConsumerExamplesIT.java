package io.meshstream.tools.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.broker.TestingFrames;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.vision.sample.Portrait;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of the page for consumers, each in a process of its own, on what the job has
 * written, on a real broker.
 *
 * <p>{@code MESHSTREAM_EXAMPLES} names a folder with what they need, if it is not where the
 * languages look for it: {@code python}, a virtual environment, and {@code node_modules}.
 */
class ConsumerExamplesIT {

  private static final Path EXAMPLES = Path.of("..", "..", "docs", "examples", "consume");
  private static final String RELEASED =
      "../../schemas/src/main/resources/io/meshstream/schemas/released";
  private static final Optional<Path> PACKAGES =
      Optional.ofNullable(System.getenv("MESHSTREAM_EXAMPLES")).map(Path::of);
  private static final long PATIENCE_SECONDS = 120;

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  @TempDir private static Path folder;

  private static List<String> expected;

  @BeforeAll
  static void processFrames() throws Exception {
    for (String topic : List.of("frames", "landmarks", "dead-letters")) {
      broker.create(topic);
    }
    TestingFrames.send(
        broker.bootstrapServers(), List.of(Portrait.png(), new byte[] {1, 2, 3}, Portrait.png()));
    // Twice, so that each record is there twice, as after a failure.
    for (int run = 0; run < 2; run++) {
      FaceMeshJob.main(
          new String[] {
            "--kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "--frames.bounded=true",
            "--frames.starting-offsets=earliest"
          });
    }
    List<FrameLandmarks> records = records();
    assertThat(records)
        .extracting(FrameLandmarks::getStatus)
        .containsExactly(
            FrameStatus.FACES,
            FrameStatus.REJECTED,
            FrameStatus.FACES,
            FrameStatus.FACES,
            FrameStatus.REJECTED,
            FrameStatus.FACES);
    expected = List.of(line(records.get(0)), line(records.get(2)));
  }

  private static List<FrameLandmarks> records() throws MessageFormatException {
    SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
    List<FrameLandmarks> records = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers())),
            IsolationLevel.READ_UNCOMMITTED,
            "landmarks topic",
            "landmarks",
            OptionalLong.empty())) {
      for (Optional<ConsumerRecord<String, byte[]>> next = reading.next();
          next.isPresent();
          next = reading.next()) {
        records.add(codec.decode(next.get().value()));
      }
    }
    return records;
  }

  private static String line(FrameLandmarks record) {
    Face face = record.getFaces().get(0);
    return String.format(
        Locale.ROOT,
        "cam 1/%d face 1 nose %.1f %.1f",
        record.getSequence(),
        face.getLandmarks().get(3) * record.getWidth(),
        face.getLandmarks().get(4) * record.getHeight());
  }

  @Test
  void javaPrintsEveryFaceOnce() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String program = EXAMPLES.resolve("java/LandmarksConsumer.java").toString();

    assertPrintsEveryFaceOnce(
        "landmarks-java",
        List.of(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            program,
            broker.bootstrapServers()));
  }

  @Test
  void pythonPrintsEveryFaceOnce() throws Exception {
    String python = PACKAGES.map(found -> found + "/python/bin/python").orElse("python3");
    assumeTrue(
        succeeds(List.of(python, "-c", "import confluent_kafka, fastavro, numpy")),
        "Python example: not run; install Python 3 and its packages with 'pip install"
            + " confluent-kafka fastavro numpy', or set MESHSTREAM_EXAMPLES");

    assertPrintsEveryFaceOnce(
        "landmarks-python",
        List.of(
            python,
            EXAMPLES.resolve("python/landmarks.py").toString(),
            broker.bootstrapServers(),
            RELEASED));
  }

  @Test
  void javascriptPrintsEveryFaceOnce() throws Exception {
    assumeTrue(
        succeeds(List.of("node", "-e", "require('kafkajs'); require('avsc')")),
        "JavaScript example: not run; install Node 20 and its packages with 'npm install kafkajs"
            + " avsc', or set MESHSTREAM_EXAMPLES");

    assertPrintsEveryFaceOnce(
        "landmarks-javascript",
        List.of(
            "node",
            EXAMPLES.resolve("javascript/landmarks.js").toString(),
            broker.bootstrapServers(),
            RELEASED));
  }

  private static void assertPrintsEveryFaceOnce(String group, List<String> command)
      throws Exception {
    File errors = Files.createTempFile(folder, "errors", ".txt").toFile();
    Process program = process(command).redirectError(errors).start();
    try {
      List<String> printed =
          CompletableFuture.supplyAsync(() -> linesUpTo(program, expected.get(1)))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

      assertThat(printed)
          .as("%s", Files.readString(errors.toPath()))
          .containsExactlyElementsOf(expected);

      program.toHandle().destroy();
      assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(members(group)).as("who has not left the group").isEmpty();
      assertThat(errors.toPath()).content().doesNotContain("Traceback", "Exception in thread");
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private static Collection<MemberDescription> members(String group) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members();
    }
  }

  /** What a program prints until a line comes, or it ends. */
  private static List<String> linesUpTo(Process program, String last) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = program.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.equals(last)) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      return process(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  private static ProcessBuilder process(List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    PACKAGES.ifPresent(
        found -> process.environment().put("NODE_PATH", found.resolve("node_modules").toString()));
    return process;
  }
}

package io.meshstream.tools.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksSerializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.tools.TestingRecords;
import io.meshstream.tools.broker.LocalBroker;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of the page for consumers, each in a process of its own, on a real broker.
 *
 * <p>{@code MESHSTREAM_EXAMPLES} names a folder with what they need, if it is not where the
 * languages look for it: {@code python}, a virtual environment, and {@code node_modules}.
 */
class ConsumerExamplesIT {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples", "consume");
  private static final String RELEASED =
      "../schemas/src/main/resources/io/meshstream/schemas/released";
  private static final Optional<Path> PACKAGES =
      Optional.ofNullable(System.getenv("MESHSTREAM_EXAMPLES")).map(Path::of);
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private static Path folder;

  private static LocalBroker broker;
  private static List<String> expected;

  @BeforeAll
  static void writeRecords() throws Exception {
    broker = LocalBroker.start(folder.resolve("kafka"), 0);
    broker.createTopic("landmarks", 2);
    FrameLandmarks first = TestingRecords.portrait("cam", 1);
    FrameLandmarks last = TestingRecords.portrait("cam", 3);
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<String, FrameLandmarks> producer =
        new KafkaProducer<>(config, new StringSerializer(), new FrameLandmarksSerializer())) {
      for (FrameLandmarks record :
          List.of(
              first,
              first,
              TestingRecords.unseen("cam", 2, FrameStatus.SHED, "LATE: by a day"),
              last)) {
        producer.send(new ProducerRecord<>("landmarks", "cam", record)).get();
      }
    }
    expected = List.of(line(first), line(last));
  }

  @AfterAll
  static void stop() {
    broker.close();
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
        List.of(
            "node",
            EXAMPLES.resolve("javascript/landmarks.js").toString(),
            broker.bootstrapServers(),
            RELEASED));
  }

  private static void assertPrintsEveryFaceOnce(List<String> command) throws Exception {
    File errors = Files.createTempFile(folder, "errors", ".txt").toFile();
    Process program = process(command).redirectError(errors).start();
    try {
      List<String> printed =
          CompletableFuture.supplyAsync(() -> linesUpTo(program, expected.get(1)))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

      assertThat(printed)
          .as("%s", Files.readString(errors.toPath()))
          .containsExactlyElementsOf(expected);
    } finally {
      program.destroyForcibly().waitFor();
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

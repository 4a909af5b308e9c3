package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.tools.broker.TestingBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExamplesIT {

  @TempDir private Path folder;

  private final TestingClip recording = new TestingClip(320, 180);
  private final List<String> files = new ArrayList<>();

  @RegisterExtension private final TestingBroker broker = new TestingBroker();

  @BeforeEach
  void start() throws IOException {
    broker.create("frames", 4);
    for (byte[] jpeg : recording.jpegs()) {
      Path file = folder.resolve(files.size() + ".jpg");
      Files.write(file, jpeg);
      files.add(file.toString());
    }
  }

  @Test
  void theJavaExampleSendsFrames() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Path example = ExamplesTest.EXAMPLES.resolve("Gateway.java");

    assertThat(run(java, "-cp", classPath, example.toString(), broker.bootstrapServers(), "cam"))
        .contains("sent=" + files.size() + ", dropped=0, failed=0, inFlight=0");

    requireFrames();
  }

  @Test
  void thePythonExampleSendsFrames() throws Exception {
    String python =
        Optional.ofNullable(System.getenv("MESHSTREAM_EXAMPLES"))
            .map(packages -> packages + "/python/bin/python")
            .orElse("python3");
    assumeTrue(
        canImport(python),
        python
            + ": cannot import confluent_kafka and fastavro (expected: both installed); pip install"
            + " confluent-kafka fastavro, or set MESHSTREAM_EXAMPLES");
    Path example = ExamplesTest.EXAMPLES.resolve("gateway.py");

    assertThat(run(python, example.toString(), broker.bootstrapServers(), "cam"))
        .doesNotContain("dropped");

    requireFrames();
  }

  private void requireFrames() {
    try (FramesTopic topic = new FramesTopic(broker.bootstrapServers(), "frames")) {
      List<EncodedFrame> frames = topic.await(files.size());

      assertThat(frames.stream().map(frame -> frame.getData().array()))
          .containsExactlyElementsOf(recording.jpegs());
      assertThat(frames.stream().map(EncodedFrame::getSequence))
          .containsExactlyElementsOf(LongStream.range(0, files.size()).boxed().toList());
      assertThat(frames.stream().map(EncodedFrame::getEpoch).distinct())
          .singleElement()
          .satisfies(
              epoch -> assertThat(epoch).isBetween(1_600_000_000_000L, System.currentTimeMillis()));
      assertThat(frames.stream().map(EncodedFrame::getCapturedAtMicros)).isSorted();
      assertThat(frames).allMatch(frame -> frame.getCameraId().equals("cam"));
    }
  }

  private static boolean canImport(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import confluent_kafka, fastavro")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a command with all files as its last arguments, and returns what it says. */
  private String run(String... command) throws Exception {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(files);
    Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s", said).isZero();
      return said;
    }
  }
}

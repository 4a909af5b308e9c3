package io.meshstream.tools.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TailCommandIT {

  private static final SingleObjectCodec<FrameLandmarks> CODEC =
      SingleObjectCodec.ofFrameLandmarks();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final TestingBroker topics = new TestingBroker();

  @TempDir private Path folder;

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String topic;

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    topics.create(topic);
  }

  @Test
  void showsTheRecordsOfTheCamerasAskedForAndEndsAtTheLimit() throws Exception {
    topics.send(topic, TestingRecords.filled("a", 1));
    topics.send(topic, TestingRecords.filled("b", 2));
    topics.send(topic, TestingRecords.filled("c", 3));
    topics.send(topic, TestingRecords.filled("a", 4));

    int exitCode = tail("--from-beginning", "--limit", "3", "--camera", "a", "--camera", "c");

    assertThat(exitCode).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll("^\\S+ +| +FACES.*", "")))
        .containsExactlyInAnyOrder("a  1/1", "c  1/3", "a  1/4");
  }

  @Test
  void goesOnAfterWhatIsNotARecord() throws Exception {
    topics.send(topic, "a", new byte[] {1, 2, 3});
    topics.send(topic, "a", null);
    topics.send(topic, TestingRecords.filled("a", 1));

    assertThat(tail("--from-beginning", "--limit", "1", "--json")).isZero();

    assertThat(new ObjectMapper().readTree(out.toString()).get("sequence").asInt()).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("record: " + topic + " partition "))
        .anyMatch(line -> line.contains(" offset 0, from ") || line.contains(" offset 0, Frame"));
  }

  @Test
  void beginsWithTheNextRecordAndEndsInGoodOrderWhenToldTo() throws Exception {
    topics.send(topic, TestingRecords.filled("a", 1));
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode = commands.submit(() -> tail());
      long sequence = 2;
      while (out.toString().isEmpty()) {
        assertThat(exitCode.isDone()).as("%s", err).isFalse();
        topics.send(topic, TestingRecords.filled("a", sequence++));
      }
      stop.raise();

      assertThat(exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
      assertThat(out.toString()).contains("  a  1/").doesNotContain("  1/1  ");
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void saysWhichCamerasThereAreWhenTheOneAskedForDoesNotCome() throws Exception {
    topics.send(topic, TestingRecords.filled("cam-01", 1));
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode = commands.submit(() -> tail("--from-beginning", "--camera=cam1"));
      while (err.toString().isEmpty()) {
        assertThat(exitCode.isDone()).isFalse();
        Thread.onSpinWait();
      }
      stop.raise();

      assertThat(exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
      assertThat(err.toString())
          .isEqualToIgnoringNewLines(
              "camera: cam1, no record for 5 s; still waiting; cameras there: cam-01");
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void endsQuietlyWhenNobodyReadsAnyMore() throws Exception {
    topics.send(topic, TestingRecords.filled("a", 1));
    topics.send(topic, TestingRecords.filled("a", 2));
    PrintWriter closedPipe =
        new PrintWriter(new PrintStream(new ClosedPipe(), true, UTF_8), true, UTF_8);

    int exitCode = assertTimeoutPreemptively(PATIENCE, () -> tail(closedPipe, "--from-beginning"));

    assertThat(exitCode).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aProcessEndsQuietlyWhenItsPipeIsClosed() throws Exception {
    topics.send(topic, TestingRecords.filled("a", 1));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dmeshstream.log=" + folder.resolve("log"),
            "io.meshstream.tools.Meshstream",
            "tail",
            "--from-beginning",
            "-b",
            topics.bootstrapServers(),
            "--landmarks-topic",
            topic);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      assertThat(process.inputReader(UTF_8).readLine()).contains("  a  1/1  ");
      process.getInputStream().close();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (process.isAlive() && System.nanoTime() < deadline) {
        topics.send(topic, TestingRecords.filled("a", 2));
      }

      assertThat(process.isAlive()).isFalse();
      assertThat(process.exitValue()).isZero();
      assertThat(process.errorReader(UTF_8).lines()).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysThatACameraIsUnknownOnceNothingMoreComes() throws Exception {
    topics.send(topic, TestingRecords.filled("a", 1));

    assertThat(tail("--from-beginning", "--until-idle", "1", "--camera", "b")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("tail: camera: b (expected: a camera with records); cameras there: a")
        .hasLineCount(1);
  }

  @Test
  void doesNotTakeABrokerThatIsLostForOneThatIsIdle() throws Exception {
    TestingBroker lost = new TestingBroker();
    lost.start();
    lost.create(topic);
    lost.send(topic, TestingRecords.filled("a", 1));
    String server = lost.bootstrapServers();
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode =
          commands.submit(() -> tail(server, out, "--from-beginning", "--until-idle", "10"));
      while (out.toString().isEmpty() && !exitCode.isDone()) {
        Thread.onSpinWait();
      }
      lost.stop();

      assertThat(exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("tail: bootstrap servers: " + server + " (expected: a Kafka broker that ")
          .hasLineCount(1);
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void showsRecordsOfFinishedTransactionsOnlyWhenAskedTo() throws Exception {
    FrameLandmarks aborted =
        TestingRecords.notAnalysed("a", 1, FrameStatus.SHED, "LATE: never was");
    topics.sendAborted(topic, "a", CODEC.encode(aborted));
    topics.send(topic, TestingRecords.filled("a", 2));

    assertThat(tail("--from-beginning", "--limit", "1", "--isolation", "read_committed")).isZero();
    assertThat(out.toString()).contains("a  1/2").doesNotContain("LATE");
    assertThat(tail("--from-beginning", "--limit", "1")).isZero();
    assertThat(out.toString()).contains("LATE: never was");
  }

  @Test
  void refusesATopicThatIsNotThere() {
    topic = "none";

    assertThat(tail()).isEqualTo(1);
    assertThat(err.toString()).startsWith("tail: landmarks topic: none (expected: one of the ");
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThat(tail("--limit", "0")).isEqualTo(2);
    assertThat(tail("--until-idle", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--limit: 0 (expected: at least 1)");
  }

  private int tail(String... options) {
    return tail(out, options);
  }

  private int tail(Writer output, String... options) {
    return tail(topics.bootstrapServers(), output, options);
  }

  private int tail(String servers, Writer output, String... options) {
    CommandLine line = TestingCommandLine.of(new TailCommand(stop), output, err);
    try {
      List<String> arguments = new ArrayList<>(List.of(options));
      arguments.addAll(List.of("-b", servers, "--landmarks-topic", topic));
      return line.execute(arguments.toArray(String[]::new));
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end();
    }
  }

  /** What a command writes to whose reader has gone. */
  private static final class ClosedPipe extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}

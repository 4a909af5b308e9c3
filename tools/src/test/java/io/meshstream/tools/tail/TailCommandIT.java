package io.meshstream.tools.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.TestingRecords;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.console.FailureReport;
import io.meshstream.tools.console.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TailCommandIT {

  private static final SingleObjectCodec<FrameLandmarks> CODEC =
      SingleObjectCodec.ofFrameLandmarks();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static LocalBroker broker;
  private static KafkaProducer<String, byte[]> producer;

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String topic;

  @BeforeAll
  static void start() {
    broker = LocalBroker.start(folder, 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void end() {
    producer.close();
    broker.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    broker.createTopic(topic, 2);
  }

  @Test
  void showsTheRecordsOfTheCamerasAskedForAndEndsAtTheLimit() throws Exception {
    send("a", TestingRecords.full("a", 1));
    send("b", TestingRecords.full("b", 2));
    send("c", TestingRecords.full("c", 3));
    send("a", TestingRecords.full("a", 4));

    int exitCode = tail("--from-beginning", "--limit", "3", "--camera", "a", "--camera", "c");

    assertThat(exitCode).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll("^\\S+ +| +FACES.*", "")))
        .containsExactlyInAnyOrder("a  3/1", "c  3/3", "a  3/4");
  }

  @Test
  void goesOnAfterWhatIsNotARecord() throws Exception {
    producer.send(new ProducerRecord<>(topic, "a", new byte[] {1, 2, 3})).get();
    producer.send(new ProducerRecord<>(topic, "a", null)).get();
    send("a", TestingRecords.full("a", 1));

    assertThat(tail("--from-beginning", "--limit", "1", "--json")).isZero();

    assertThat(new ObjectMapper().readTree(out.toString()).get("sequence").asInt()).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("record: " + topic + " partition "))
        .anyMatch(line -> line.contains(" offset 0, from ") || line.contains(" offset 0, Frame"));
  }

  @Test
  void beginsWithTheNextRecordAndEndsInGoodOrderWhenToldTo() throws Exception {
    send("a", TestingRecords.full("a", 1));
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode = commands.submit(() -> tail());
      long sequence = 2;
      while (out.toString().isEmpty()) {
        assertThat(exitCode.isDone()).as("%s", err).isFalse();
        send("a", TestingRecords.full("a", sequence++));
      }
      stop.raise();

      assertThat(exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
      assertThat(out.toString()).contains("  a  3/").doesNotContain("  3/1  ");
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void endsQuietlyWhenNobodyReadsAnyMore() throws Exception {
    send("a", TestingRecords.full("a", 1));
    send("a", TestingRecords.full("a", 2));
    PrintWriter closedPipe =
        new PrintWriter(new PrintStream(new ClosedPipe(), true, UTF_8), true, UTF_8);

    int exitCode = assertTimeoutPreemptively(PATIENCE, () -> tail(closedPipe, "--from-beginning"));

    assertThat(exitCode).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aProcessEndsQuietlyWhenItsPipeIsClosed() throws Exception {
    send("a", TestingRecords.full("a", 1));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dmeshstream.log=" + folder.resolve("log"),
            "io.meshstream.tools.Meshstream",
            "tail",
            "--from-beginning",
            "-b",
            broker.bootstrapServers(),
            "--landmarks-topic",
            topic);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      assertThat(process.inputReader(UTF_8).readLine()).contains("  a  3/1  ");
      process.getInputStream().close();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (process.isAlive() && System.nanoTime() < deadline) {
        send("a", TestingRecords.full("a", 2));
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
    send("a", TestingRecords.full("a", 1));

    assertThat(tail("--from-beginning", "--until-idle", "1", "--camera", "b")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("tail: camera: b (expected: a camera with records); cameras seen: [a]")
        .hasLineCount(1);
  }

  @Test
  void showsRecordsOfFinishedTransactionsOnlyWhenAskedTo() throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic);
    FrameLandmarks aborted = TestingRecords.unseen("a", 1, FrameStatus.SHED, "LATE: never was");
    try (KafkaProducer<String, byte[]> transactional =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      transactional.initTransactions();
      transactional.beginTransaction();
      transactional.send(new ProducerRecord<>(topic, "a", CODEC.encode(aborted))).get();
      transactional.abortTransaction();
    }
    send("a", TestingRecords.full("a", 2));

    assertThat(tail("--from-beginning", "--limit", "1", "--isolation", "read_committed")).isZero();
    assertThat(out.toString()).contains("a  3/2").doesNotContain("LATE");
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

  private void send(String camera, FrameLandmarks record) throws Exception {
    producer.send(new ProducerRecord<>(topic, camera, CODEC.encode(record))).get();
  }

  private int tail(String... options) {
    return tail(new PrintWriter(out, true), options);
  }

  private int tail(PrintWriter output, String... options) {
    FailureReport failures = new FailureReport(() -> false);
    CommandLine line =
        new CommandLine(new TailCommand(stop))
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures);
    line.setOut(output);
    line.setErr(new PrintWriter(err, true));
    try {
      List<String> arguments = new ArrayList<>(List.of(options));
      arguments.addAll(List.of("-b", broker.bootstrapServers(), "--landmarks-topic", topic));
      return line.execute(arguments.toArray(String[]::new));
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end(0);
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

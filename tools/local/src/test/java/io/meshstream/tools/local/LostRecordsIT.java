package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.ledger.LedgerCommand;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import io.meshstream.tools.topics.Brokers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A job dies between the two halves of its commits and is down until Kafka has given its
 * transactions up: what it lost is repaired, and is what an undisturbed job writes, byte for byte.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostRecordsIT {

  private static final Pattern PROCESSED = Pattern.compile("--processed (\\S+)");

  /** A picture that is none, for a dead letter that is lost as well. */
  private static final int BROKEN = 5;

  /** The camera starts anew, for an event that is lost as well. */
  private static final int RESTART = 6;

  @RegisterExtension private final TestingBroker broker = new TestingBroker();

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final Clip clip = new ClipStudio().clip(0, new PictureSize(320, 180), 60);
  private int sent;

  @BeforeEach
  void createTopics() {
    for (String topic : List.of("frames", "thinned")) {
      broker.create(topic, 1);
    }
    for (String prefix : List.of("", "undisturbed-")) {
      for (String topic : List.of("landmarks", "letters", "events")) {
        broker.create(prefix + topic, 1);
      }
    }
  }

  @Test
  void aJobThatNamesWhatItLostGoesOnOnceThatIsRepaired() throws Exception {
    String savepoint = loseRecords();
    assertThat(values("landmarks")).hasSize(3);
    Throwable failure =
        catchThrowable(
            () ->
                start("", savepoint, "--sink.delivery=exactly-once").getJobExecutionResult().get());
    Matcher command = PROCESSED.matcher(ExceptionUtils.stringifyException(failure));
    assertThat(command.find()).as("%s", failure).isTrue();

    assertThat(repair("--processed", command.group(1))).as("%s", out).isZero();
    assertThat(out.toString())
        .contains("repaired: 5 records, 1 dead letters, ")
        .doesNotContain(" 0 events");
    send(2);
    JobClient job = start("", savepoint, "--sink.delivery=exactly-once");
    // Eight, five of them once more, and two new ones.
    awaitWritten("landmarks", 8 + 5 + 2);
    stop(job);

    assertIsUndisturbed();
    assertThat(repair()).as("%s", out).isZero();
    assertThat(out.toString()).contains("repaired: 0 records, 0 dead letters, 0 events");
  }

  @Test
  void aJobThatGoesOnRegardlessIsRepairedLater() throws Exception {
    String savepoint = loseRecords();
    JobClient job =
        start("", savepoint, "--sink.delivery=exactly-once", "--sink.on-lost-records=continue");
    send(2);
    awaitWritten("landmarks", 10);
    stop(job);
    for (ConsumerRecord<String, byte[]> record : read("landmarks", IsolationLevel.READ_COMMITTED)) {
      broker.send(new ProducerRecord<>("thinned", record.key(), record.value()));
    }
    assertThat(values("thinned")).hasSize(5);

    assertThat(repair()).as("%s", out).isZero();

    assertThat(out.toString())
        .contains("repaired: 5 records, 1 dead letters, ")
        .doesNotContain(" 0 events");
    assertIsUndisturbed();
    derive();
    assertThat(values("letters-derived")).containsExactlyElementsOf(values("letters"));
    out.getBuffer().setLength(0);
    assertThat(ledger("thinned", "--repair", "--derived-landmarks", "undisturbed-landmarks"))
        .as("%s", out)
        .isZero();
    assertThat(out.toString()).contains("repaired: 5 records (5 of them derived)");
    assertThat(values("thinned")).containsExactlyInAnyOrderElementsOf(values("landmarks"));
  }

  /** Returns what the job goes on from: a savepoint that counts on transactions that are gone. */
  private String loseRecords() throws Exception {
    send(3);
    JobClient first = start("", null, "--sink.delivery=exactly-once");
    awaitWritten("landmarks", 3);
    String committed = stop(first);
    send(5);
    JobClient second = start("", committed, "--sink.delivery=exactly-once");
    awaitWritten("landmarks", 8);
    // One that does not stop the job leaves its transactions open, as a kill does at that moment.
    String savepoint =
        second.triggerSavepoint(folder.toString(), SavepointFormatType.CANONICAL).get();
    second.cancel().get();
    assertThat(catchThrowable(() -> second.getJobExecutionResult().get())).isNotNull();
    giveUpTransactions();
    return savepoint;
  }

  /** Does what the broker does when the time of transactions is over. */
  private void giveUpTransactions() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<String> all =
          admin.listTransactions().all().get().stream()
              .map(TransactionListing::transactionalId)
              .toList();
      assertThat(all).isNotEmpty();
      admin.fenceProducers(all).all().get();
    }
  }

  private void assertIsUndisturbed() throws Exception {
    start("undisturbed-", null, "--frames.bounded=true", "--kafka.group-id=undisturbed")
        .getJobExecutionResult()
        .get();
    for (String topic : List.of("landmarks", "letters", "events")) {
      assertThat(values(topic))
          .as(topic)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(values("undisturbed-" + topic));
    }
  }

  private JobClient start(String prefix, String savepoint, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--kafka.bootstrap-servers=" + broker.bootstrapServers());
    all.add("--landmarks.topic=" + prefix + "landmarks");
    all.add("--dead-letters.topic=" + prefix + "letters");
    all.add("--events.topic=" + prefix + "events");
    // How long cameras are silent is for a clock to say.
    all.add("--events.stall-after=1 h");
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    // Its own checkpoints never come.
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(10));
    flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMinutes(10));
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FaceMeshJob.define(env, JobSettings.from(all.toArray(String[]::new), Map.of()));
    return env.executeAsync();
  }

  private String stop(JobClient job) throws Exception {
    return job.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL).get();
  }

  private void send(int count) throws Exception {
    try (EncodedFrameSerializer serializer = new EncodedFrameSerializer()) {
      for (int i = 0; i < count; i++, sent++) {
        EncodedFrame frame =
            TestingRecords.frame("cam", sent, new byte[] {7})
                .setEpoch(sent < RESTART ? 1 : 2)
                .setEncoding(PictureEncoding.JPEG)
                .setData(sent == BROKEN ? ByteBuffer.wrap(new byte[] {7}) : clip.at(sent).data())
                .build();
        broker.send("frames", "cam", serializer.serialize("frames", frame));
      }
    }
  }

  /** Waits for so many messages, committed or not. */
  private void awaitWritten(String topic, int count) {
    int written = 0;
    try (TopicReading reading = open(topic, IsolationLevel.READ_UNCOMMITTED)) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        written++;
      }
      while (written < count) {
        for (ConsumerRecord<String, byte[]> unused : reading.later()) {
          written++;
        }
      }
    }
  }

  private List<ByteBuffer> values(String topic) {
    return read(topic, IsolationLevel.READ_COMMITTED).stream()
        .map(record -> ByteBuffer.wrap(record.value()))
        .toList();
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic, IsolationLevel isolation) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (TopicReading reading = open(topic, isolation)) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  private TopicReading open(String topic, IsolationLevel isolation) {
    return TopicReading.open(
        new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers())),
        isolation,
        "topic",
        topic,
        OptionalLong.empty());
  }

  private void derive() {
    CommandLine line = new CommandLine(new DeriveCommand(Map.of()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    assertThat(
            line.execute(
                "kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "dead-letters.topic=letters",
                "events.topic=events",
                "sink.delivery=exactly-once"))
        .as("%s", out)
        .isZero();
  }

  private int repair(String... more) {
    out.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(
            List.of("--repair", "--dead-letters-topic", "letters", "--events-topic", "events"));
    arguments.addAll(List.of(more));
    return ledger("landmarks", arguments.toArray(String[]::new));
  }

  private int ledger(String landmarks, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("-b", broker.bootstrapServers(), "--landmarks-topic", landmarks));
    arguments.addAll(List.of(more));
    CommandLine line =
        new CommandLine(new LedgerCommand(new StopSignal()))
            .setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    return line.execute(arguments.toArray(String[]::new));
  }
}

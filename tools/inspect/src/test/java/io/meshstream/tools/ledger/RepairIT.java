package io.meshstream.tools.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.testing.TestingEvents;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job lost in transactions that were aborted is written again. */
class RepairIT {

  private static final int FRAMES = 6;

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String prefix;

  @BeforeEach
  void sendFrames(TestInfo test) throws Exception {
    prefix = test.getTestMethod().orElseThrow().getName() + "-";
    for (String topic : List.of("frames", "landmarks", "letters", "events", "derived")) {
      broker.create(prefix + topic, 1);
    }
    for (int sequence = 0; sequence < FRAMES; sequence++) {
      broker.send(
          prefix + "frames",
          "cam",
          SingleObjectCodec.ofEncodedFrames()
              .encode(TestingRecords.frame("cam", sequence, new byte[] {7}).build()));
    }
  }

  @Test
  void writesTheRecordsOfAbortedTransactionsOnceAndAsTheyWere() throws Exception {
    commit(record(0));
    abort(record(1), record(2));
    abort(record(2), record(3));
    commit(record(4), record(5));

    assertThat(repair()).as("%s%s", out, err).isZero();

    assertThat(out.toString())
        .contains("repaired: 3 records, 0 dead letters, 0 events")
        .contains("balanced: 6 frames in, 6 records out, 0 duplicates removed");
    List<ConsumerRecord<String, byte[]>> committed = committed("landmarks");
    assertThat(committed.stream().map(ConsumerRecord::value))
        .containsExactlyInAnyOrderElementsOf(all().stream().map(RepairIT::bytes).toList());
    assertThat(committed.stream().filter(RepairIT::isRepaired).map(ConsumerRecord::value))
        .containsExactly(bytes(record(1)), bytes(record(2)), bytes(record(3)));
    assertThat(committed).allMatch(each -> each.key().equals("cam"));

    assertThat(repair()).isZero();
    assertThat(out.toString()).contains("repaired: 0 records");
    assertThat(committed("landmarks")).hasSize(FRAMES);
  }

  @Test
  void onlySaysWhatItWouldWriteIfThatIsAllThatIsWanted() throws Exception {
    commit(record(0));
    abort(record(1), record(2), record(3));
    commit(record(4), record(5));

    assertThat(repair("--dry-run", "--json")).isEqualTo(1);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("repair").get("landmarks").asInt()).isEqualTo(3);
    assertThat(json.get("repair").get("dryRun").asBoolean()).isTrue();
    assertThat(json.get("balanced").asBoolean()).isFalse();
    assertThat(committed("landmarks")).hasSize(3);
  }

  @Test
  void leavesToTheJobWhatItMayStillDo() throws Exception {
    commit(record(0), record(1));
    abort(record(2), record(3), record(4));

    assertThat(repair()).isEqualTo(1);
    assertThat(out.toString()).contains("repaired: 0 records");

    assertThat(repair("--processed", "0:2")).isEqualTo(1);
    assertThat(out.toString()).contains("repaired: 1 records");

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              "job", Map.of(new TopicPartition(prefix + "frames", 0), new OffsetAndMetadata(4)))
          .all()
          .get();
    }
    assertThat(repair("--group", "job")).isEqualTo(1);
    assertThat(committed("landmarks").stream().map(ConsumerRecord::value))
        .containsExactly(bytes(record(0)), bytes(record(1)), bytes(record(2)), bytes(record(3)));
  }

  @Test
  void trustsNoneOfSeveralDifferentRecordsOfAFrame() throws Exception {
    commit(record(0));
    abort(record(1));
    abort(noFace(1));
    commit(record(2), record(3), record(4), record(5));

    assertThat(repair()).isEqualTo(1);

    assertThat(out.toString())
        .contains("there are different records of 1 frames, first of 0:1")
        .contains("left: 1 frames that the job has come to")
        .contains("NOT balanced: 6 frames in, 1 missing");
  }

  @Test
  void writesDeadLettersAndEventsThatAreMissing() throws Exception {
    commit(record(0), record(1), rejected(2), rejected(3), record(4), record(5));
    commit("letters", bytes(letter(2)));
    abort("letters", bytes(letter(2)), bytes(letter(3)), bytes(letter(4)));
    commit("events", bytes(event(EventKind.STARTED, 0)));
    abort(
        "events",
        bytes(event(EventKind.STARTED, 0)),
        bytes(event(EventKind.FACE_ENTERED, 1)),
        bytes(event(EventKind.STALLED, 1)));

    assertThat(
            repair("--dead-letters-topic", prefix + "letters", "--events-topic", prefix + "events"))
        .as("%s%s", out, err)
        .isZero();

    assertThat(out.toString()).contains("repaired: 0 records, 1 dead letters, 1 events");
    assertThat(committed("letters").stream().map(ConsumerRecord::value))
        .containsExactly(bytes(letter(2)), bytes(letter(3)));
    assertThat(committed("events").stream().map(ConsumerRecord::value))
        .containsExactly(
            bytes(event(EventKind.STARTED, 0)), bytes(event(EventKind.FACE_ENTERED, 1)));
  }

  @Test
  void leavesOutEventsOfAnOutcomeThatDoesNotCount() throws Exception {
    abort(record(0));
    abort("events", bytes(event(EventKind.FACE_ENTERED, 0)));
    commit(noFace(0), record(1), record(2));

    repair("--events-topic", prefix + "events");

    assertThat(out.toString()).contains("repaired: 0 records, 0 dead letters, 0 events");
  }

  @Test
  void takesDerivedRecordsThatTheCommittedOnesProve() throws Exception {
    commit(record(0), record(1), record(4), record(5));
    for (FrameLandmarks record : all()) {
      commit("derived", bytes(record));
    }
    assertThat(repair()).isEqualTo(1);
    assertThat(out.toString()).contains("left: 2 frames", "at partition:offset 0:2, 0:3;");

    assertThat(repair("--derived-landmarks", prefix + "derived")).as("%s%s", out, err).isZero();

    assertThat(out.toString()).contains("repaired: 2 records (2 of them derived)");
    assertThat(committed("landmarks").stream().filter(RepairIT::isRepaired))
        .map(ConsumerRecord::value)
        .containsExactly(bytes(record(2)), bytes(record(3)));
  }

  @Test
  void refusesDerivedRecordsOfACameraOfWhichOneDiffers() throws Exception {
    commit(record(0), record(1), record(4), record(5));
    for (FrameLandmarks record : all()) {
      commit("derived", bytes(record));
    }
    commit("derived", bytes(noFace(1)));

    assertThat(repair("--derived-landmarks", prefix + "derived")).isEqualTo(1);

    assertThat(out.toString())
        .contains("repaired: 0 records")
        .contains("refused: camera cam: the derived record of frame 0:1 differs");
    assertThat(committed("landmarks")).hasSize(4);
  }

  @Test
  void refusesDerivedRecordsThatNothingProves() throws Exception {
    for (int sequence : new int[] {0, 1, 4, 5}) {
      commit(noFace(sequence));
      commit("derived", bytes(noFace(sequence)));
    }
    commit("derived", bytes(record(2)));
    commit("derived", bytes(noFace(3)));

    assertThat(repair("--derived-landmarks", prefix + "derived")).isEqualTo(1);

    assertThat(out.toString())
        .contains("repaired: 0 records")
        .contains("camera cam: no committed record tells that the derived ones are right");
  }

  @Test
  void waitsForOpenTransactionsAndSaysSoIfTheyStayOpen() throws Exception {
    Brokers brokers = new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers()));
    String topic = prefix + "landmarks";
    broker.whileOpen(
        topic,
        "cam",
        bytes(record(0)),
        () ->
            assertThatThrownBy(
                    () -> OutputLog.settled(brokers, "landmarks topic", topic, Duration.ZERO))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("a transaction has been open for more than 0 s"));

    assertThat(OutputLog.settled(brokers, "landmarks topic", topic, Duration.ofSeconds(60)))
        .isNotNull();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(ledger("--dry-run")).isEqualTo(2);
    assertThat(ledger("--repair", "--isolation", "read_uncommitted")).isEqualTo(2);
    assertThat(ledger("--repair", "--processed", "3")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--dry-run: given alone (expected: together with --repair)")
        .contains("--isolation: read_uncommitted (expected: read_committed, with --repair)")
        .contains("'3' (expected: a partition of the frames topic and an offset");
  }

  private static List<FrameLandmarks> all() {
    List<FrameLandmarks> all = new ArrayList<>();
    for (int sequence = 0; sequence < FRAMES; sequence++) {
      all.add(record(sequence));
    }
    return all;
  }

  private static FrameLandmarks record(long sequence) {
    return TestingRecords.record("cam", sequence);
  }

  private static FrameLandmarks noFace(long sequence) {
    return TestingRecords.record("cam", sequence, FrameStatus.NO_FACE);
  }

  private static FrameLandmarks rejected(long sequence) {
    return TestingRecords.notAnalysed(
        "cam", sequence, FrameStatus.REJECTED, "PICTURE_CORRUPT: no picture");
  }

  private DeadLetter letter(long sequence) {
    return DeadLetter.newBuilder()
        .setCameraId("cam")
        .setSourceTopic(prefix + "frames")
        .setSourcePartition(0)
        .setSourceOffset(sequence)
        .setTimestampMillis(0)
        .setReason("PICTURE_CORRUPT")
        .setMessage("no picture")
        .build();
  }

  private static CameraEvent event(EventKind kind, long sequence) {
    return CameraEvent.newBuilder(TestingEvents.event("cam", kind, sequence))
        .setPartition(0)
        .setOffset(sequence)
        .build();
  }

  private static byte[] bytes(FrameLandmarks record) {
    return SingleObjectCodec.ofFrameLandmarks().encode(record);
  }

  private static byte[] bytes(DeadLetter letter) {
    return SingleObjectCodec.ofDeadLetters().encode(letter);
  }

  private static byte[] bytes(CameraEvent event) {
    return SingleObjectCodec.ofCameraEvents().encode(event);
  }

  private void commit(FrameLandmarks... records) throws Exception {
    for (FrameLandmarks record : records) {
      commit("landmarks", bytes(record));
    }
  }

  private void commit(String topic, byte[] value) throws Exception {
    broker.send(prefix + topic, "cam", value);
  }

  private void abort(FrameLandmarks... records) throws Exception {
    for (FrameLandmarks record : records) {
      abort("landmarks", bytes(record));
    }
  }

  private void abort(String topic, byte[]... values) throws Exception {
    for (byte[] value : values) {
      broker.sendAborted(prefix + topic, "cam", value);
    }
  }

  private List<ConsumerRecord<String, byte[]>> committed(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers())),
            IsolationLevel.READ_COMMITTED,
            "topic",
            prefix + topic,
            OptionalLong.empty())) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  private static boolean isRepaired(ConsumerRecord<String, byte[]> record) {
    var header = record.headers().lastHeader("meshstream.repaired");
    return header != null && !new String(header.value(), UTF_8).isEmpty();
  }

  private int repair(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--repair"));
    arguments.addAll(List.of(more));
    return ledger(arguments.toArray(String[]::new));
  }

  private int ledger(String... more) {
    out.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-b",
                broker.bootstrapServers(),
                "--frames-topic",
                prefix + "frames",
                "--landmarks-topic",
                prefix + "landmarks"));
    arguments.addAll(List.of(more));
    return TestingCommandLine.of(new LedgerCommand(stop), out, err)
        .execute(arguments.toArray(String[]::new));
  }
}

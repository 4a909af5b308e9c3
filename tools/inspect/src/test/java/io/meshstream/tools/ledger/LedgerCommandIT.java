package io.meshstream.tools.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

class LedgerCommandIT {

  private static final byte[] NO_FRAME = {7};

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @RegisterExtension private final TestingBroker topics = new TestingBroker();

  @BeforeEach
  void start() {
    topics.create("frames");
  }

  @Test
  void tellsWhatIsMissing() throws Exception {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString())
        .contains("landmarks topic: landmarks (expected: one of the topics there, [frames])");

    topics.create("landmarks");
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("balanced: 0 frames in");

    topics.send("frames", "cam", NO_FRAME);
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("missing: cam at partition:offset ");
    assertThat(run("--camera", "cam", "--isolation", "read_committed")).isEqualTo(1);
    assertThat(run("--camera", "other", "--frames-format", "raw")).isEqualTo(1);
    assertThat(err.toString()).contains("camera: other (expected: ").contains("there: cam");
  }

  @Test
  void countsWhatIsCommittedUpToAnAbortedEnd() throws Exception {
    topics.create("landmarks");
    topics.send("landmarks", record(topics.send("frames", "cam", NO_FRAME), "cam"));
    topics.sendAborted("frames", "cam", NO_FRAME);
    topics.sendAborted("landmarks", "cam", NO_FRAME);

    assertThat(run("--isolation", "read_committed")).as("%s", out).isZero();

    assertThat(out.toString()).contains("balanced: 1 frames in, 1 records out");
  }

  @Test
  void knowsACameraByTheNameThatTheJobGivesIt() throws Exception {
    topics.create("landmarks");
    String tooLong = "c".repeat(300);
    String cut = "c".repeat(CameraId.MAX_LENGTH + 1);
    topics.send("landmarks", record(topics.send("frames", tooLong, NO_FRAME), cut));

    assertThat(run()).as("%s", out).isZero();
  }

  @Test
  void missesTheFramesOfATopicThatWasMadeAnew() throws Exception {
    topics.create("landmarks");
    for (int sequence = 0; sequence < 5; sequence++) {
      answer(sendFrame(1, sequence), 1, sequence);
    }
    topics.send("landmarks", record(topics.send("frames", "other", NO_FRAME), "other"));
    assertThat(run()).as("%s", out).isZero();

    topics.remake("frames", 1);
    List<RecordMetadata> again = new ArrayList<>();
    for (int sequence = 0; sequence < 3; sequence++) {
      again.add(sendFrame(2, sequence));
    }
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("NOT balanced: 3 frames in, 3 missing, 0 unexpected");

    for (int sequence = 0; sequence < 3; sequence++) {
      answer(again.get(sequence), 2, sequence);
    }
    assertThat(run()).as("%s", out).isZero();
    assertThat(out.toString())
        .contains("apart: 6 records of other frames")
        .contains("balanced: 3 frames in, 3 records out, 0 duplicates removed");
  }

  @Test
  void missesTheRawPicturesOfATopicThatWasMadeAnewThoughTheyHaveTheSameNumbers() throws Exception {
    topics.create("landmarks");
    answerRaw(topics.send(new ProducerRecord<>("frames", 0, 1_000L, "cam", NO_FRAME)));
    assertThat(run("--frames-format", "raw")).as("%s", out).isZero();

    topics.remake("frames", 2);
    RecordMetadata again = topics.send(new ProducerRecord<>("frames", 0, 2_000L, "cam", NO_FRAME));
    assertThat(run("--frames-format", "raw")).isEqualTo(1);
    assertThat(out.toString()).contains("NOT balanced: 1 frames in, 1 missing, 0 unexpected");

    answerRaw(again);
    assertThat(run("--frames-format", "raw")).as("%s", out).isZero();
  }

  @Test
  void missesTheFramesOfAnotherTopic() throws Exception {
    topics.create("landmarks");
    answer(sendFrame(1, 0), 1, 0);
    topics.create("others");
    topics.send("others", "cam", frame(3, 0));

    assertThat(run("--frames-topic", "others")).isEqualTo(1);
    assertThat(out.toString()).contains("NOT balanced: 1 frames in, 1 missing, 0 unexpected");
    assertThat(run()).as("%s", out).isZero();
  }

  @Test
  void watchesASystemAtWorkAndTellsWhatIsOverdueFromWhatIsWaiting() throws Exception {
    topics.create("landmarks");
    answer(sendFrame(1, 0), 1, 0);
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode = commands.submit(() -> run("--watch", "1"));
      awaitLine(exitCode, "balanced so far: 1 frames in, 1 records out, 0 waiting, 0 overdue");
      RecordMetadata lost = sendFrame(1, 1);
      awaitLine(exitCode, "balanced so far: 2 frames in, 1 records out, 1 waiting, 0 overdue");
      answer(sendFrame(1, 2), 1, 2);
      awaitLine(exitCode, "NOT balanced: 3 frames in, 2 records out, 0 waiting, 1 overdue");
      awaitLine(exitCode, "overdue at partition:offset %d:1".formatted(lost.partition()));
      answer(lost, 1, 1);
      awaitLine(exitCode, "balanced so far: 3 frames in, 3 records out, 0 waiting, 0 overdue");
      stop.raise();

      assertThat(exitCode.get(60, TimeUnit.SECONDS)).isZero();
    } finally {
      stop.raise();
      stop.end();
      commands.shutdownNow();
    }
  }

  @Test
  void watchesForProgramsAndEndsWithWhatItSawLast() throws Exception {
    topics.create("landmarks");
    answer(sendFrame(1, 0), 1, 0);
    topics.send("landmarks", "cam", NO_FRAME);
    stop.raise();

    assertThat(run("--watch", "--json")).isEqualTo(1);

    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString())
        .contains("\"balanced\":false,\"waiting\":0,\"overdue\":0,\"firstOverdue\":[]")
        .contains("\"unreadable\":1");
    assertThat(run("--watch", "0")).isEqualTo(2);
    assertThat(run("--watch", "--wait", "1")).isEqualTo(2);
    stop.end();
  }

  private void awaitLine(Future<Integer> exitCode, String text) {
    while (!out.toString().contains(text)) {
      assertThat(exitCode.isDone()).as("%s%s", out, err).isFalse();
      Thread.onSpinWait();
    }
  }

  private RecordMetadata sendFrame(long epoch, long sequence) throws Exception {
    return topics.send("frames", "cam", frame(epoch, sequence));
  }

  private static byte[] frame(long epoch, long sequence) {
    return SingleObjectCodec.ofEncodedFrames()
        .encode(
            TestingRecords.frame("cam", sequence, NO_FRAME)
                .setEpoch(epoch)
                .setCapturedAtMicros(micros(epoch, sequence))
                .build());
  }

  private static long micros(long epoch, long sequence) {
    return 1_000_000 * epoch + sequence;
  }

  private void answer(RecordMetadata frame, long epoch, long sequence) throws Exception {
    topics.send(
        "landmarks",
        record(frame, "cam", epoch, sequence, micros(epoch, sequence), FrameStatus.NO_FACE));
  }

  private void answerRaw(RecordMetadata frame) throws Exception {
    topics.send(
        "landmarks",
        record(frame, "cam", 0, frame.offset(), 1_000 * frame.timestamp(), FrameStatus.REJECTED));
  }

  /** What the job writes of a frame that it cannot read. */
  private static FrameLandmarks record(RecordMetadata frame, String camera) {
    return record(
        frame,
        camera,
        -1L - frame.partition(),
        frame.offset(),
        1_000 * frame.timestamp(),
        FrameStatus.REJECTED);
  }

  private static FrameLandmarks record(
      RecordMetadata frame,
      String camera,
      long epoch,
      long sequence,
      long capturedAtMicros,
      FrameStatus status) {
    return FrameLandmarks.newBuilder(
            TestingRecords.notAnalysed(camera, sequence, status, "MESSAGE_UNREADABLE: no"))
        .setEpoch(epoch)
        .setCapturedAtMicros(capturedAtMicros)
        .setSourcePartition(frame.partition())
        .setSourceOffset(frame.offset())
        .build();
  }

  private int run(String... arguments) {
    CommandLine line = TestingCommandLine.of(new LedgerCommand(stop), out, err);
    List<String> all = new ArrayList<>(List.of("-b", topics.bootstrapServers()));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }
}

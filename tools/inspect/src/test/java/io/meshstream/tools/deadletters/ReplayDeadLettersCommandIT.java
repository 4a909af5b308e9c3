package io.meshstream.tools.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReplayDeadLettersCommandIT {

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String frames;
  private String letters;

  @BeforeEach
  void createTopics(TestInfo test) {
    frames = test.getTestMethod().orElseThrow().getName();
    letters = frames + "-letters";
    for (String topic : List.of(frames, frames + "-replay", letters)) {
      // Frames keep their times, which are of 1970 here.
      LocalBroker.createTopic(
          broker.bootstrapServers(), topic, 2, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }
  }

  @AfterEach
  void end() {
    stop.end();
  }

  @Test
  void sendsFramesAsTheyWereToATopicOfTheirOwn() throws Exception {
    byte[] first = frame("cam", 0);
    byte[] second = frame("cam", 1);
    bury("cam", 10, "TIME_LIMIT", first);
    bury("cam", 11, "TIME_LIMIT", second);
    bury("cam", 11, "TIME_LIMIT", second);
    broker.sendAborted(letters, "cam", letter("cam", 12, "TIME_LIMIT", first));
    broker.send(letters, "cam", new byte[] {1, 2, 3});

    assertThat(replay()).as("%s", err).isZero();

    assertThat(out.toString()).contains("sent: 2 frames to " + frames + "-replay");
    List<ConsumerRecord<String, byte[]>> sent = read(frames + "-replay");
    assertThat(sent).map(ConsumerRecord::value).containsExactly(first, second);
    assertThat(sent).map(ConsumerRecord::key).containsOnly("cam");
    assertThat(sent).map(ConsumerRecord::timestamp).containsExactly(10_000L, 11_000L);
    assertThat(sent)
        .map(
            record -> new String(record.headers().lastHeader("meshstream.replayed").value(), UTF_8))
        .containsExactly(frames + "/0/10", frames + "/0/11");
    assertThat(read(frames)).isEmpty();
    assertThat(err.toString()).contains("not a DeadLetter message; left out");
  }

  @Test
  void sendsOnlyWhatIsAskedFor() throws Exception {
    for (int offset = 10; offset < 20; offset++) {
      bury("cam", offset, offset % 2 == 0 ? "TIME_LIMIT" : "FRAME_TOO_LARGE", frame("cam", offset));
      bury("other", 100 + offset, "TIME_LIMIT", frame("other", offset));
    }

    assertThat(
            replay(
                "--camera",
                "cam",
                "--reason",
                "TIME_LIMIT",
                "--since",
                "1970-01-01T00:00:12Z",
                "--until",
                "1970-01-01T00:00:18Z",
                "--limit",
                "2"))
        .as("%s", err)
        .isZero();

    assertThat(read(frames + "-replay"))
        .map(ConsumerRecord::timestamp)
        .containsExactly(12_000L, 14_000L);
    assertThat(replay("--camera", "none")).isEqualTo(1);
    assertThat(err.toString())
        .contains("camera: none (expected: a camera with dead letters of that kind)")
        .contains("cameras there: cam, other");
  }

  @Test
  void makesThemFramesOfAnotherCameraForTheTopicThatTheyComeFrom() throws Exception {
    bury("cam", 10, "TIME_LIMIT", frame("cam", 7));
    bury("cam", 11, "MESSAGE_UNREADABLE", new byte[] {7});
    assertThat(replay("--to", frames)).isEqualTo(1);
    assertThat(err.toString()).contains("there the job would take them for repetitions");

    assertThat(replay("--to", frames, "--camera-suffix", "-again")).isEqualTo(1);

    assertThat(out.toString()).contains("sent: 1 frames to " + frames + ", 1 cannot be");
    assertThat(err.toString()).contains("offset 11, it cannot become one of another camera");
    List<ConsumerRecord<String, byte[]>> sent = read(frames);
    assertThat(sent).map(ConsumerRecord::key).containsExactly("cam-again");
    EncodedFrame frame = SingleObjectCodec.ofEncodedFrames().decode(sent.get(0).value());
    assertThat(frame.getCameraId()).isEqualTo("cam-again");
    assertThat(frame.getSequence()).isEqualTo(7);
  }

  @Test
  void sendsNothingIfOnlyToSayWhat() throws Exception {
    bury("cam", 10, "TIME_LIMIT", frame("cam", 0));
    bury("cam", 11, "FRAME_TOO_LARGE", null);

    assertThat(replay("--dry-run")).isEqualTo(1);

    assertThat(out.toString()).contains("would be sent: 1 frames to ", ", 1 cannot be");
    assertThat(err.toString()).contains("does not hold its value (limits.dead-letter-bytes)");
    assertThat(read(frames + "-replay")).isEmpty();
    assertThat(replay("--limit", "0")).isEqualTo(2);
    assertThat(replay("--to", "nowhere")).isEqualTo(1);
    assertThat(err.toString()).contains("topic of replayed frames: nowhere (expected: one of");
  }

  private static byte[] frame(String camera, long sequence) {
    return SingleObjectCodec.ofEncodedFrames()
        .encode(TestingRecords.frame(camera, sequence, new byte[] {7}).build());
  }

  private void bury(String camera, long offset, String reason, byte[] value) throws Exception {
    broker.send(letters, camera, letter(camera, offset, reason, value));
  }

  private byte[] letter(String camera, long offset, String reason, byte[] value) {
    return SingleObjectCodec.ofDeadLetters()
        .encode(
            DeadLetter.newBuilder()
                .setCameraId(camera)
                .setSourceTopic(frames)
                .setSourcePartition(0)
                .setSourceOffset(offset)
                .setTimestampMillis(1_000 * offset)
                .setReason(reason)
                .setMessage("no")
                .setValue(value == null ? null : ByteBuffer.wrap(value))
                .build());
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers())),
            IsolationLevel.READ_COMMITTED,
            "topic",
            topic,
            OptionalLong.empty())) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  private int replay(String... more) {
    out.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(List.of("-b", broker.bootstrapServers(), "--dead-letters-topic", letters));
    arguments.addAll(List.of(more));
    return TestingCommandLine.of(new ReplayDeadLettersCommand(stop), out, err)
        .execute(arguments.toArray(String[]::new));
  }
}

package io.meshstream.job;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.preflight.Preflight;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.DeadLetterDeserializer;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job, with real models, against a real broker. */
class FaceMeshJobIT {

  private static final String TRACE_PARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final byte[] GARBAGE = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7};

  /** The time that a frame may be on its way in a job that has nothing else to do. */
  private static final long LONE_NANOS = Duration.ofMillis(50).toNanos();

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void everyFrameOnTheTopicGivesOneRecordAndEveryBadOneADeadLetter(String delivery)
      throws Exception {
    String frames = "frames-" + delivery;
    String landmarks = "landmarks-" + delivery;
    String deadLetters = "dead-letters-" + delivery;
    broker.create(frames, landmarks, deadLetters);
    byte[] portrait = portraitAsJpeg();
    for (int i = 0; i < 3; i++) {
      broker.send(
          frames, "cam", message(frame("cam", 0, i, portrait).setEncoding(PictureEncoding.JPEG)));
    }
    broker.send(frames, "cam", new byte[0]);
    broker.send(frames, null, message(frame("cam", 0, 3, portrait)));
    broker.send(frames, "cam", GARBAGE);

    runToTheEnd(frames, landmarks, deadLetters, delivery);

    assertLandmarks(broker.read(landmarks, new FrameLandmarksDeserializer()));
    assertDeadLetters(broker.read(deadLetters, new DeadLetterDeserializer()));
  }

  /** Runs the job until it has processed what is on the frames topic. */
  private static void runToTheEnd(
      String frames, String landmarks, String deadLetters, String delivery) throws Exception {
    FaceMeshJob.main(
        new String[] {
          "--kafka.bootstrap-servers=" + broker.address(),
          "--kafka.group-id=" + frames,
          "--frames.topic=" + frames,
          "--frames.bounded=true",
          "--landmarks.topic=" + landmarks,
          "--dead-letters.topic=" + deadLetters,
          "--sink.delivery=" + delivery,
        });
  }

  private static void assertLandmarks(List<ConsumerRecord<String, FrameLandmarks>> records) {
    assertThat(records).hasSize(6);
    assertThat(records)
        .filteredOn(record -> record.key().equals("cam"))
        .extracting(record -> record.value().getStatus())
        .containsExactly(
            FrameStatus.FACES,
            FrameStatus.FACES,
            FrameStatus.FACES,
            FrameStatus.REJECTED,
            FrameStatus.REJECTED);
    assertThat(records)
        .filteredOn(record -> record.key().isEmpty())
        .singleElement()
        .extracting(record -> record.value().getReason())
        .asString()
        .startsWith("KEY_MISSING: ");
    assertThat(records)
        .filteredOn(record -> record.value().getStatus() == FrameStatus.FACES)
        .extracting(record -> record.value().getFaces().get(0).getTrackId())
        .containsOnly(1L);
    assertThat(records).allSatisfy(record -> assertThat(record.timestamp()).isPositive());
  }

  private static void assertDeadLetters(List<ConsumerRecord<String, DeadLetter>> records) {
    assertThat(records)
        .extracting(record -> record.value().getReason())
        .containsExactlyInAnyOrder("MESSAGE_EMPTY", "KEY_MISSING", "MESSAGE_UNREADABLE");
    assertThat(records)
        .filteredOn(record -> record.value().getReason().equals("MESSAGE_UNREADABLE"))
        .singleElement()
        .extracting(record -> record.value().getValue())
        .isEqualTo(ByteBuffer.wrap(GARBAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void aTimestampThatAnOutputTopicRefusesIsLeftOutAndOthersAreHandedOn(String delivery)
      throws Exception {
    String frames = "times-" + delivery;
    String landmarks = "times-landmarks-" + delivery;
    String deadLetters = "times-dead-letters-" + delivery;
    broker.create(
        frames,
        Map.of(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)));
    Map<String, String> anHour =
        Map.of(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, "3600000");
    broker.create(landmarks, anHour);
    broker.create(deadLetters, anHour);
    long now = System.currentTimeMillis();
    long hour = Duration.ofHours(1).toMillis();
    List<Long> timestamps = List.of(now + 2 * hour, now - 1_000, now - 2 * hour, now);
    for (long timestamp : timestamps) {
      // Each gives a dead letter as well.
      broker.sendAt(timestamp, frames, "cam", GARBAGE);
    }

    runToTheEnd(frames, landmarks, deadLetters, delivery);

    assertTimestamps(broker.read(landmarks, new FrameLandmarksDeserializer()), now);
    assertTimestamps(broker.read(deadLetters, new DeadLetterDeserializer()), now);
    assertThat(broker.read(landmarks, new FrameLandmarksDeserializer()))
        .extracting(record -> record.value().getCapturedAtMicros() / 1000)
        .containsExactlyElementsOf(timestamps);
  }

  private static <T> void assertTimestamps(List<ConsumerRecord<String, T>> records, long now) {
    assertThat(records).hasSize(4);
    assertThat(records.get(0).timestamp()).isBetween(now, System.currentTimeMillis());
    assertThat(records.get(1).timestamp()).isEqualTo(now - 1_000);
    assertThat(records.get(2).timestamp()).isBetween(now, System.currentTimeMillis());
    assertThat(records.get(3).timestamp()).isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void aFramesTraceContextIsOnItsRecordAndNothingElseOfItsHeaders(String delivery)
      throws Exception {
    String frames = "traced-" + delivery;
    String landmarks = "traced-landmarks-" + delivery;
    String deadLetters = "traced-dead-letters-" + delivery;
    broker.create(frames, landmarks, deadLetters);
    byte[] traced = message(frame("cam", 0, 0, portraitAsJpeg()).setEncoding(PictureEncoding.JPEG));
    byte[] untraced =
        message(frame("cam", 0, 1, portraitAsJpeg()).setEncoding(PictureEncoding.JPEG));
    broker.send(
        frames,
        "cam",
        traced,
        List.of(
            new RecordHeader("traceparent", TRACE_PARENT.getBytes(UTF_8)),
            new RecordHeader("tracestate", "vendor=1".getBytes(UTF_8)),
            new RecordHeader("content-type", "image/jpeg".getBytes(UTF_8))));
    broker.send(frames, "cam", untraced);

    runToTheEnd(frames, landmarks, deadLetters, delivery);

    List<ConsumerRecord<String, FrameLandmarks>> records =
        broker.read(landmarks, new FrameLandmarksDeserializer());
    assertThat(records).hasSize(2);
    assertThat(records.get(0).headers())
        .extracting(Header::key, header -> new String(header.value(), UTF_8))
        .containsExactly(tuple("traceparent", TRACE_PARENT), tuple("tracestate", "vendor=1"));
    assertThat(records.get(1).headers()).isEmpty();
  }

  @Test
  @Timeout(120)
  void aLoneFrameIsAnsweredAtOnce() throws Exception {
    broker.create("lone", "lone-landmarks", "lone-dead-letters");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    FaceMeshJob.define(
        env,
        JobSettings.from(
            new String[] {
              "--kafka.bootstrap-servers=" + broker.address(),
              "--frames.topic=lone",
              "--landmarks.topic=lone-landmarks",
              "--dead-letters.topic=lone-dead-letters",
            },
            Map.of()));
    JobClient job = env.executeAsync();
    byte[] portrait = portraitAsJpeg();
    long fastestNanos = Long.MAX_VALUE;
    try (LandmarksTail tail = new LandmarksTail(broker.address(), "lone-landmarks")) {
      // What the machine does besides can only make it slower, so one of many is enough.
      for (int i = 0; fastestNanos > LONE_NANOS && i < 1_000; i++) {
        byte[] message = message(frame("cam", 0, i, portrait).setEncoding(PictureEncoding.JPEG));
        broker.send("lone", "cam", message);
        long start = System.nanoTime();
        tail.awaitRecord();
        fastestNanos = Math.min(fastestNanos, System.nanoTime() - start);
      }
    } finally {
      job.cancel().get();
    }

    assertThat(fastestNanos).isLessThan(LONE_NANOS);
  }

  @Test
  void missingTopicsAreAllNamedBeforeTheJobStarts() throws Exception {
    broker.create("there");

    List<String> problems =
        problems("--frames.topic=there", "--landmarks.topic=not-there", "--events.topic=nor-this");

    assertThat(problems).hasSize(3);
    assertThat(problems.get(0))
        .startsWith("landmarks.topic: not-there (expected: an existing topic); create it with");
    assertThat(problems.get(1)).startsWith("dead-letters.topic: dead-letters (expected:");
    assertThat(problems.get(2)).startsWith("events.topic: nor-this (expected: an existing topic)");
  }

  @Test
  void aDeadLetterTopicThatCannotHoldTheLargestDeadLetterIsNamed() throws Exception {
    broker.create("a", "b", "c");

    List<String> problems =
        problems(
            "--frames.topic=a",
            "--landmarks.topic=b",
            "--dead-letters.topic=c",
            "--limits.dead-letter-bytes=4 mb");

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("dead-letters.topic: c with max.message.bytes 1048588 (expected: at least");
  }

  @Test
  void aTransactionTimeoutBeyondTheBrokersLimitIsNamed() throws Exception {
    broker.create("d", "e", "f");

    List<String> problems =
        problems(
            "--frames.topic=d",
            "--landmarks.topic=e",
            "--dead-letters.topic=f",
            "--sink.delivery=exactly-once",
            "--sink.transaction-timeout=2 h");

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith(
            "sink.transaction-timeout: 2 h (expected: at most transaction.max.timeout.ms of broker"
                + " 0, 15 min); raise that of the brokers");
  }

  @Test
  void aTransactionTimeoutShorterThanACheckpointAndARestartTakeIsWarnedOf() throws Exception {
    broker.create("g", "h", "i");
    String[] options = {
      "--frames.topic=g",
      "--landmarks.topic=h",
      "--dead-letters.topic=i",
      "--sink.delivery=exactly-once",
      "--sink.transaction-timeout=5 min"
    };

    assertThat(Preflight.check(settings(options), new Configuration()))
        .singleElement()
        .asString()
        .startsWith("sink.transaction-timeout: 5 min")
        .contains("1 s + 10 min + 110 s");
  }

  @Test
  void outputTopicsThatDoNotKeepWhatIsWrittenAreNamed() throws Exception {
    broker.create("j");
    broker.create("k", Map.of("cleanup.policy", "compact"));
    broker.create("l", Map.of("cleanup.policy", "compact,delete"));
    broker.create("m", Map.of("max.message.bytes", "100000"));

    List<String> compacted =
        problems("--frames.topic=j", "--landmarks.topic=k", "--dead-letters.topic=l");
    List<String> small =
        problems(
            "--frames.topic=j",
            "--landmarks.topic=m",
            "--dead-letters.topic=j2",
            "--face.max-faces=20");

    assertThat(compacted)
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .startsWith("landmarks.topic: k with cleanup.policy compact (expected: delete"),
            problem ->
                assertThat(problem)
                    .startsWith("dead-letters.topic: l with cleanup.policy compact,delete"));
    assertThat(small.get(0))
        .startsWith(
            "landmarks.topic: m with max.message.bytes 100000 (expected: at least a record of"
                + " face.max-faces faces, 249856)");
  }

  @Test
  void aControlTopicThatIsMissingOrDoesNotKeepSettingsIsNamed() throws Exception {
    broker.create("control-frames", "control-dead-letters", "control-deleted");
    broker.create("control-landmarks", Map.of("max.message.bytes", "500000"));

    List<String> missing =
        problems(
            "--frames.topic=control-frames",
            "--landmarks.topic=control-landmarks",
            "--dead-letters.topic=control-dead-letters",
            "--control.topic=not-there");
    List<String> deleted =
        problems(
            "--frames.topic=control-frames",
            "--landmarks.topic=control-frames2",
            "--dead-letters.topic=control-dead-letters",
            "--control.topic=control-deleted");

    assertThat(missing)
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .startsWith("control.topic: not-there (expected: an existing topic)")
                    .endsWith("--partitions 1 --config cleanup.policy=compact"),
            problem ->
                assertThat(problem)
                    .startsWith(
                        "landmarks.topic: control-landmarks with max.message.bytes 500000"
                            + " (expected: at least a record of as many faces and hands as"
                            + " control.topic may ask for, 872448)"));
    assertThat(deleted.get(0))
        .startsWith("control.topic: control-deleted with cleanup.policy delete (expected: compact");
  }

  @Test
  void fewerPartitionsThanSubtasksAreWarnedOf() throws Exception {
    broker.create("n", "o", "p");
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, 16);

    assertThat(
            Preflight.check(
                settings("--frames.topic=n", "--landmarks.topic=o", "--dead-letters.topic=p"),
                flink))
        .singleElement()
        .asString()
        .startsWith("frames.topic: n with 2 partitions (expected: at least as many as");
  }

  @Test
  void whoeverUsesTheJobsNamesIsWarnedOf() throws Exception {
    broker.create("q", "r", "s");
    JobSettings settings =
        settings(
            "--frames.topic=q",
            "--landmarks.topic=r",
            "--dead-letters.topic=s",
            "--sink.delivery=exactly-once");
    try (var producer = broker.transaction("meshstream-q-landmarks-0-0");
        var consumer = broker.member("meshstream-q", "q")) {
      producer.send(new ProducerRecord<>("r", new byte[1])).get();
      assertThat(consumer.assignment()).isNotEmpty();

      assertThat(Preflight.check(settings, new Configuration()))
          .satisfiesExactly(
              warning ->
                  assertThat(warning)
                      .startsWith(
                          "kafka.group-id: meshstream-q, which other consumers have joined"),
              warning ->
                  assertThat(warning)
                      .startsWith(
                          "sink.transactional-id-prefix: meshstream-q, with open transactions:"
                              + " meshstream-q-landmarks-0-0 (expected:"));
    }
  }

  private static JobSettings settings(String... options) {
    return JobSettings.from(
        options, Map.of("MESHSTREAM_KAFKA_BOOTSTRAP_SERVERS", broker.address()));
  }

  private static List<String> problems(String... options) {
    JobSettings settings = settings(options);
    return catchThrowableOfType(
            InvalidOptionsException.class, () -> Preflight.check(settings, new Configuration()))
        .problems();
  }

  private static byte[] portraitAsJpeg() {
    Picture portrait = Portrait.picture();
    BufferedImage image =
        new BufferedImage(portrait.width(), portrait.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < portrait.height(); y++) {
      for (int x = 0; x < portrait.width(); x++) {
        image.setRGB(x, y, portrait.rgbAt(x, y));
      }
    }
    return ImageFiles.jpeg(image);
  }
}

package io.meshstream.job.table;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.KafkaBroker;
import io.meshstream.job.TestFrames;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.registry.RegistryConfig;
import io.meshstream.schemas.testing.TestingRegistry;
import io.meshstream.vision.sample.Portrait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flink SQL on topics that the job has written, with the Kafka connector and a real broker. */
class LandmarksTableIT {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples", "consume", "sql");

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();
  private static List<FrameLandmarks> records;

  @BeforeAll
  static void runTheJob() throws Exception {
    broker.create("frames", "landmarks", "dead-letters", "camera-events");
    for (int i = 0; i < 3; i++) {
      broker.send("frames", "cam", message(frame("cam", 5, i, Portrait.png())));
    }
    broker.send("frames", "cam", message(frame("cam", 5, 3, TestFrames.png(64, 64, 0))));
    broker.send("frames", "cam", new byte[] {7});
    FaceMeshJob.main(
        new String[] {
          "--kafka.bootstrap-servers=" + broker.address(),
          "--frames.bounded=true",
          "--events.topic=camera-events"
        });
    records =
        broker.read("landmarks", new FrameLandmarksDeserializer()).stream()
            .map(ConsumerRecord::value)
            .toList();
  }

  @Test
  void theExampleGivesTheNoseOfEveryFaceOnce() throws Exception {
    List<byte[]> values =
        broker.read("landmarks", new ByteArrayDeserializer()).stream()
            .map(ConsumerRecord::value)
            .toList();
    broker.create("repeated");
    for (byte[] value : Stream.concat(values.stream(), values.stream()).toList()) {
      broker.send("repeated", "cam", value);
    }
    broker.send("repeated", "cam", withoutMesh(records.get(0)));
    String bounded = "'topic' = 'repeated', 'scan.bounded.mode' = 'latest-offset'";
    SqlClient tables = new SqlClient(broker);

    List<Row> noses =
        tables
            .runAll(
                Files.readString(EXAMPLES.resolve("landmarks.sql"))
                    .replace("'topic' = 'landmarks'", bounded))
            .get(0);

    assertThat(noses)
        .hasSize(4)
        .contains(Row.of("cam", 5L, 100L, Instant.ofEpochSecond(1), 1L, null, null));
    for (int i = 0; i < 3; i++) {
      FrameLandmarks record = records.get(i);
      List<Float> landmarks = record.getFaces().get(0).getLandmarks();
      assertThat(noses)
          .contains(
              Row.of(
                  "cam",
                  5L,
                  (long) i,
                  Instant.ofEpochSecond(1),
                  1L,
                  landmarks.get(3) * record.getWidth(),
                  landmarks.get(4) * record.getHeight()));
    }
  }

  /** As of a job with {@code landmarks.mesh=false}, of a later frame. */
  private static byte[] withoutMesh(FrameLandmarks record) {
    Face face =
        Face.newBuilder(record.getFaces().get(0))
            .setLandmarks(FloatList.view(new float[0]))
            .build();
    return SingleObjectCodec.ofFrameLandmarks()
        .encode(FrameLandmarks.newBuilder(record).setSequence(100).setFaces(List.of(face)).build());
  }

  @Test
  void everyTopicIsATable() throws Exception {
    SqlClient tables = new SqlClient(broker);

    tables.run(table("letters", "reason STRING, `value` BYTES", "dead-letters", "DeadLetter"));
    tables.run(
        lenient(table("pictures", "`sequence` BIGINT, encoding STRING", "frames", "EncodedFrame")));
    tables.run(table("events", "kind STRING, trackId BIGINT", "camera-events", "CameraEvent"));
    tables.run(table("faces", "status STRING, reason STRING", "landmarks", "FrameLandmarks"));

    assertThat(tables.rows("SELECT * FROM letters"))
        .containsExactly(Row.of("MESSAGE_UNREADABLE", new byte[] {7}));
    assertThat(tables.rows("SELECT * FROM events"))
        .containsExactly(
            Row.of("STARTED", null), Row.of("FACE_ENTERED", 1L), Row.of("FACE_LEFT", 1L));
    assertThat(tables.rows("SELECT * FROM pictures"))
        .containsExactlyInAnyOrder(
            Row.of(0L, "PNG"), Row.of(1L, "PNG"), Row.of(2L, "PNG"), Row.of(3L, "PNG"));
    assertThat(tables.rows("SELECT status, COUNT(*), COUNT(reason) FROM faces GROUP BY status"))
        .contains(Row.of("FACES", 3L, 0L), Row.of("NO_FACE", 1L, 0L), Row.of("REJECTED", 1L, 1L));
  }

  @Test
  void aValueThatIsNoRecordFailsTheQueryOrIsLeftOut() throws Exception {
    broker.create("mixed");
    DeadLetter letter = new DeadLetter("cam", "frames", 0, 0L, 0L, "WORD", null, "text", null);
    broker.send("mixed", "cam", new byte[] {1, 2, 3});
    broker.send("mixed", "cam", SingleObjectCodec.ofDeadLetters().encode(letter));
    SqlClient tables = new SqlClient(broker);
    String strict = table("strict", "reason STRING", "mixed", "DeadLetter");
    tables.run(strict);
    tables.run(lenient(strict).replace("TABLE strict", "TABLE lenient"));

    assertThatThrownBy(() -> tables.rows("SELECT * FROM strict"))
        .rootCause()
        .hasMessageContaining("DeadLetter message: 3 bytes (expected: at least 10");
    assertThat(tables.rows("SELECT * FROM lenient")).containsExactly(Row.of("WORD"));
  }

  @Test
  void withARegistryBothEncodingsAreRowsAndItIsAskedOncePerSchema() throws Exception {
    broker.create("confluent");
    DeadLetter letter = new DeadLetter("cam", "frames", 0, 0L, 0L, "WORD", null, "text", null);
    try (TestingRegistry registry = new TestingRegistry()) {
      RecordCodec<DeadLetter> codec =
          RecordCodecs.of(Map.of(RegistryConfig.URL, registry.url()))
              .writing(SingleObjectCodec.ofDeadLetters(), "confluent");
      for (int i = 0; i < 50; i++) {
        broker.send("confluent", "cam", codec.encode(letter));
      }
      broker.send("confluent", "cam", SingleObjectCodec.ofDeadLetters().encode(letter));
      String plain = table("plain", "reason STRING", "confluent", "DeadLetter");
      SqlClient tables = new SqlClient(broker);
      tables.run(plain);
      tables.run(
          plain
              .replace("TABLE plain", "TABLE registered")
              .replace(
                  "'format'",
                  "'meshstream-avro.registry.url' = '" + registry.url() + "', 'format'"));

      assertThat(tables.rows("SELECT reason, COUNT(*) FROM registered GROUP BY reason"))
          .contains(Row.of("WORD", 51L));
      assertThat(registry.requests().stream().filter(each -> each.contains("/schemas/ids/")))
          .as("one for each of the subtasks that reads such a message")
          .hasSizeBetween(1, 2);
      assertThatThrownBy(() -> tables.rows("SELECT * FROM plain"))
          .rootCause()
          .hasMessageContaining("registry");
      registry.fail();
      assertThatThrownBy(() -> tables.rows("SELECT * FROM registered"))
          .rootCause()
          .hasMessageContaining("schema registry: " + registry.url() + " answers HTTP 503");
    }
  }

  @Test
  void aRegistryThatMakesNoSenseIsReportedWithTheQuery() {
    SqlClient tables = new SqlClient(broker);
    tables.run(
        table("odd", "reason STRING", "dead-letters", "DeadLetter")
            .replace("'format'", "'meshstream-avro.registry.url' = 'nowhere', 'format'"));

    assertThatThrownBy(() -> tables.run("SELECT * FROM odd"))
        .rootCause()
        .isInstanceOf(ValidationException.class)
        .hasMessageStartingWith("meshstream-avro.registry.url")
        .hasMessageContaining("nowhere (expected: http://host:port");
  }

  @Test
  void aWrongColumnIsReportedWithTheQuery() {
    SqlClient tables = new SqlClient(broker);
    tables.run(table("wrong", "width BIGINT", "landmarks", "FrameLandmarks"));

    assertThatThrownBy(() -> tables.run("SELECT * FROM wrong"))
        .isInstanceOf(ValidationException.class)
        .hasMessage("column FrameLandmarks.width: BIGINT (expected: INT); correct its type");
  }

  private static String table(String name, String columns, String topic, String record) {
    return """
        CREATE TABLE %s (%s) WITH (
          'connector' = 'kafka',
          'topic' = '%s',
          'properties.bootstrap.servers' = 'broker:9092',
          'scan.startup.mode' = 'earliest-offset',
          'scan.bounded.mode' = 'latest-offset',
          'meshstream-avro.record' = '%s',
          'format' = 'meshstream-avro')"""
        .formatted(name, columns, topic, record);
  }

  private static String lenient(String table) {
    return table.replace("'format'", "'meshstream-avro.ignore-parse-errors' = 'true', 'format'");
  }
}

package io.meshstream.job.table;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.KafkaBroker;
import io.meshstream.job.TestFrames;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.vision.sample.Portrait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flink SQL on topics that the job has written, with the Kafka connector and a real broker. */
class LandmarksTableIT {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples", "consume", "sql");
  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\n");
  private static final Pattern SETTING = Pattern.compile("SET '(.+)' = '(.+)'");

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();
  private static List<FrameLandmarks> records;

  @BeforeAll
  static void runTheJob() throws Exception {
    broker.create("frames", "landmarks", "dead-letters");
    for (int i = 0; i < 3; i++) {
      broker.send("frames", "cam", message(frame("cam", 5, i, Portrait.png())));
    }
    broker.send("frames", "cam", message(frame("cam", 5, 3, TestFrames.png(64, 64, 0))));
    broker.send("frames", "cam", new byte[] {7});
    FaceMeshJob.main(
        new String[] {"--kafka.bootstrap-servers=" + broker.address(), "--frames.bounded=true"});
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
    String bounded = "'topic' = 'repeated', 'scan.bounded.mode' = 'latest-offset'";
    TableEnvironment tables = streaming();
    TableResult result = null;
    for (String statement :
        STATEMENT_END.splitAsStream(Files.readString(EXAMPLES.resolve("landmarks.sql"))).toList()) {
      result = run(tables, statement.replace("'topic' = 'landmarks'", bounded));
    }

    List<Row> noses = rows(result);

    assertThat(noses).hasSize(3);
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

  @Test
  void theExampleByEventTimeCountsFacesAndHowLongTheyStay() throws Exception {
    TableEnvironment tables = streaming();
    tables.getConfig().set("table.local-time-zone", "UTC");
    List<List<Row>> results = new ArrayList<>();
    String example = Files.readString(EXAMPLES.resolve("presence.sql"));
    for (String statement : STATEMENT_END.splitAsStream(example).toList()) {
      TableResult result = run(tables, statement);
      if (result != null && result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT) {
        results.add(rows(result));
      }
    }

    Instant time = Instant.ofEpochSecond(1);
    LocalDateTime minute = LocalDateTime.of(1970, 1, 1, 0, 0);
    assertThat(results).hasSize(2);
    assertThat(results.get(0)).containsExactly(Row.of("cam", minute, 1L));
    assertThat(results.get(1)).last().isEqualTo(Row.of("cam", 5L, 1L, time, time, 0));
  }

  @Test
  void everyTopicIsATable() throws Exception {
    TableEnvironment tables = streaming();

    run(tables, table("letters", "reason STRING, `value` BYTES", "dead-letters", "DeadLetter"));
    run(
        tables,
        lenient(table("pictures", "`sequence` BIGINT, encoding STRING", "frames", "EncodedFrame")));
    run(tables, table("faces", "status STRING, reason STRING", "landmarks", "FrameLandmarks"));

    assertThat(rows(run(tables, "SELECT * FROM letters")))
        .containsExactly(Row.of("MESSAGE_UNREADABLE", new byte[] {7}));
    assertThat(rows(run(tables, "SELECT * FROM pictures")))
        .containsExactlyInAnyOrder(
            Row.of(0L, "PNG"), Row.of(1L, "PNG"), Row.of(2L, "PNG"), Row.of(3L, "PNG"));
    assertThat(
            rows(run(tables, "SELECT status, COUNT(*), COUNT(reason) FROM faces GROUP BY status")))
        .contains(Row.of("FACES", 3L, 0L), Row.of("NO_FACE", 1L, 0L), Row.of("REJECTED", 1L, 1L));
  }

  @Test
  void aValueThatIsNoRecordFailsTheQueryOrIsLeftOut() throws Exception {
    broker.create("mixed");
    DeadLetter letter = new DeadLetter("cam", "frames", 0, 0L, 0L, "WORD", null, "text", null);
    broker.send("mixed", "cam", new byte[] {1, 2, 3});
    broker.send("mixed", "cam", SingleObjectCodec.ofDeadLetters().encode(letter));
    TableEnvironment tables = streaming();
    String strict = table("strict", "reason STRING", "mixed", "DeadLetter");
    run(tables, strict);
    run(tables, lenient(strict).replace("TABLE strict", "TABLE lenient"));

    assertThatThrownBy(() -> rows(run(tables, "SELECT * FROM strict")))
        .rootCause()
        .hasMessageContaining("DeadLetter message: 3 bytes (expected: at least 10");
    assertThat(rows(run(tables, "SELECT * FROM lenient"))).containsExactly(Row.of("WORD"));
  }

  @Test
  void aWrongColumnIsReportedWithTheQuery() {
    TableEnvironment tables = streaming();
    run(tables, table("wrong", "width BIGINT", "landmarks", "FrameLandmarks"));

    assertThatThrownBy(() -> run(tables, "SELECT * FROM wrong"))
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

  private static TableEnvironment streaming() {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set("parallelism.default", "2");
    return tables;
  }

  /** Runs a statement as the SQL client does, which alone knows SET. */
  private static TableResult run(TableEnvironment tables, String statement) {
    String sql = statement.replaceAll("(?m)^--.*\n", "").strip();
    Matcher setting = SETTING.matcher(sql);
    if (setting.matches()) {
      tables.getConfig().set(setting.group(1), setting.group(2));
      return null;
    }
    return tables.executeSql(sql.replace("broker:9092", broker.address()));
  }

  private static List<Row> rows(TableResult result) throws Exception {
    List<Row> rows = new ArrayList<>();
    CloseableIterator<Row> each = result.collect();
    try {
      each.forEachRemaining(row -> rows.add(withoutKind(row)));
    } finally {
      each.close();
    }
    return rows;
  }

  /** Counts change while they are made, and say so: what they come to is all that matters here. */
  private static Row withoutKind(Row row) {
    row.setKind(RowKind.INSERT);
    return row;
  }
}

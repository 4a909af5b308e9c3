package io.meshstream.job.table;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Region;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowConverterTest {

  private static final float[] VALUES = {1, 2, 3, 4, 5, 6};

  @Test
  void findsColumnsByTheirNamesInAnyOrder() {
    RowData row =
        row(
            record(null),
            FIELD("status", STRING()),
            FIELD("reason", STRING()),
            FIELD("epoch", BIGINT().notNull()),
            FIELD("width", INT()));

    assertThat(row.getString(0)).hasToString("FACES");
    assertThat(row.getString(1)).hasToString("WORD: text");
    assertThat(row.getLong(2)).isEqualTo(3);
    assertThat(row.getInt(3)).isEqualTo(640);
  }

  @Test
  void givesLandmarksAsAFlatArrayOfFloats() {
    RowData face =
        face(record(null), FIELD("landmarks", ARRAY(FLOAT())), FIELD("trackId", BIGINT()));

    assertThat(face.getArray(0).toFloatArray()).containsExactly(VALUES);
    assertThat(face.getLong(1)).isEqualTo(7);
  }

  @Test
  void givesNestedRecordsAsRows() {
    FaceDetection detection = new FaceDetection(0.5f, 1f, 2f, 3f, 4f, FloatList.view(VALUES));
    DataType rows = ROW(FIELD("score", FLOAT()), FIELD("keypoints", ARRAY(FLOAT())));

    RowData found = face(record(detection), FIELD("detection", rows)).getRow(0, 2);
    RowData none = face(record(null), FIELD("detection", rows));

    assertThat(found.getFloat(0)).isEqualTo(0.5f);
    assertThat(found.getArray(1).size()).isEqualTo(6);
    assertThat(none.isNullAt(0)).isTrue();
  }

  @Test
  void copiesBytes() {
    ByteBuffer value = ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2).slice();
    DeadLetter letter = new DeadLetter("cam", "frames", 0, 0L, 0L, "WORD", null, "text", value);
    RowConverter converter =
        new RowConverter(DeadLetter.getClassSchema(), type(FIELD("value", BYTES())));

    assertThat(converter.row(letter).getBinary(0)).containsExactly(2, 3);
    assertThat(converter.row(letter).getBinary(0)).as("read again").containsExactly(2, 3);
  }

  @Test
  void knowsATypeForEveryFieldOfEveryRecord() {
    for (RecordKind kind : RecordKind.values()) {
      RowType all = (RowType) columnType(kind.schema()).getLogicalType();

      assertThat(all.getFieldCount()).isEqualTo(kind.schema().getFields().size());
      new RowConverter(kind.schema(), all);
    }
  }

  @Test
  void refusesColumnsThatAreNoFields() {
    assertThatThrownBy(() -> row(record(null), FIELD("camera", STRING())))
        .isInstanceOf(ValidationException.class)
        .hasMessageStartingWith(
            "column camera of FrameLandmarks (expected: one of its fields, [cameraId, epoch,");
    assertThatThrownBy(() -> face(record(null), FIELD("x", FLOAT())))
        .hasMessageStartingWith("column x of FrameLandmarks.faces (expected: ");
  }

  @Test
  void refusesTypesThatWouldCutOrRound() {
    refuses("column FrameLandmarks.epoch: INT (expected: BIGINT)", FIELD("epoch", INT()));
    refuses(
        "column FrameLandmarks.status: VARCHAR(5) (expected: STRING)", FIELD("status", VARCHAR(5)));
    refuses(
        "column FrameLandmarks.faces.presence: DOUBLE (expected: FLOAT)",
        FIELD("faces", ARRAY(ROW(FIELD("presence", DOUBLE())))));
    refuses("column FrameLandmarks.faces: STRING (expected: ARRAY<...>)", FIELD("faces", STRING()));
  }

  @Test
  void refusesNotNullWhereThereMayBeNothing() {
    refuses(
        "column FrameLandmarks.reason: STRING NOT NULL (expected: a type that may be null)",
        FIELD("reason", STRING().notNull()));
  }

  private static void refuses(String message, DataTypes.Field column) {
    assertThatThrownBy(() -> row(record(null), column))
        .isInstanceOf(ValidationException.class)
        .hasMessageStartingWith(message);
  }

  private static RowData face(FrameLandmarks record, DataTypes.Field... columns) {
    return row(record, FIELD("faces", ARRAY(ROW(columns)))).getArray(0).getRow(0, columns.length);
  }

  private static RowData row(IndexedRecord record, DataTypes.Field... columns) {
    return new RowConverter(record.getSchema(), type(columns)).row(record);
  }

  private static RowType type(DataTypes.Field... columns) {
    return (RowType) ROW(columns).getLogicalType();
  }

  private static DataType columnType(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          ROW(
              schema.getFields().stream()
                  .map(field -> FIELD(field.name(), columnType(field.schema())))
                  .toArray(DataTypes.Field[]::new));
      case UNION -> columnType(schema.getTypes().get(1));
      case ARRAY -> ARRAY(columnType(schema.getElementType()));
      case STRING, ENUM -> STRING();
      case BYTES -> BYTES();
      case INT -> INT();
      case LONG -> BIGINT();
      case FLOAT -> FLOAT();
      default -> throw new IllegalArgumentException("no column for " + schema);
    };
  }

  private static FrameLandmarks record(FaceDetection detection) {
    Face face =
        Face.newBuilder()
            .setTrackId(7)
            .setPresence(0.9f)
            .setRegion(new Region(0.5f, 0.5f, 0.1f, 0.1f, 0f))
            .setLandmarks(FloatList.view(VALUES))
            .setDetection(detection)
            .build();
    return FrameLandmarks.newBuilder()
        .setCameraId("cam")
        .setEpoch(3)
        .setSequence(4)
        .setCapturedAtMicros(5)
        .setSourcePartition(0)
        .setSourceOffset(6)
        .setWidth(640)
        .setHeight(360)
        .setStatus(FrameStatus.FACES)
        .setReason("WORD: text")
        .setModelId("")
        .setFaces(List.of(face))
        .build();
  }
}

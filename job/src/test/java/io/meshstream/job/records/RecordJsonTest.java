package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.testing.FilledRecord;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<FrameLandmarks> records() {
    FrameLandmarks filled = FilledRecord.landmarks();
    return Stream.of(
        filled,
        FrameLandmarks.newBuilder(filled).setReason(null).setFaces(List.of()).build(),
        FrameLandmarks.newBuilder(filled).setHands(List.of()).build(),
        FrameLandmarks.newBuilder(filled)
            .setCameraId("camera \"1\"\n")
            .setReason("PICTURE_EMPTY: \u0000 \u001b[2J")
            .build(),
        FrameLandmarks.newBuilder(filled).setFaces(List.of(detectedFace())).build(),
        FrameLandmarks.newBuilder(filled).setHands(List.of(trackedHand())).build());
  }

  /** A face without landmarks and without whatever may be null. */
  private static Face detectedFace() {
    Face filled = FilledRecord.landmarks().getFaces().get(0);
    return Face.newBuilder()
        .setTrackId(filled.getTrackId())
        .setPresence(filled.getPresence())
        .setRegion(filled.getRegion())
        .setLandmarks(List.of())
        .build();
  }

  /** A hand that was not detected anew. */
  private static Hand trackedHand() {
    return Hand.newBuilder(FilledRecord.landmarks().getHands().get(0)).setDetection(null).build();
  }

  @ParameterizedTest
  @MethodSource("records")
  void holdsEveryFieldOfTheRecord(FrameLandmarks record) throws Exception {
    String line = RecordJson.line(record);

    assertThat(line).doesNotContain("\n");
    JsonNode read = JSON.readTree(line);
    assertThat(datum(read, FrameLandmarks.getClassSchema())).isEqualTo(record);
  }

  @Test
  void writesListsOfPointsAsArraysOfArrays() throws Exception {
    JsonNode read = JSON.readTree(RecordJson.line(FilledRecord.landmarks()));

    assertThat(read.at("/faces/0/landmarks")).hasSize(2);
    assertThat(read.at("/faces/0/landmarks/1")).hasSize(3);
    assertThat(read.at("/faces/0/irises/1")).hasSize(3);
    assertThat(read.at("/faces/0/detection/keypoints/5")).hasSize(2);
    assertThat(read.at("/faces/0/poseMatrix/5").isNumber()).isTrue();
    assertThat(read.at("/hands/0/landmarks/20")).hasSize(3);
    assertThat(read.at("/hands/0/worldLandmarks/20")).hasSize(3);
    assertThat(read.at("/hands/0/detection/keypoints/6")).hasSize(2);
  }

  @Test
  void refusesListsThatEndAmidAPoint() {
    FrameLandmarks record = FilledRecord.landmarks();
    record.getFaces().get(0).put("landmarks", FloatList.view(new float[4]));

    assertThatThrownBy(() -> RecordJson.line(record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("landmarks: 4 values (expected: a multiple of 3)");
  }

  /** Reads JSON back by the schema alone, so that a field that was left out cannot go unnoticed. */
  private static Object datum(JsonNode json, Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(json, schema);
      case UNION -> json.isNull() ? null : datum(json, schema.getTypes().get(1));
      case ARRAY -> array(json, schema.getElementType());
      case ENUM -> SpecificData.get().createEnum(json.textValue(), schema);
      case STRING -> json.textValue();
      case INT -> json.intValue();
      case LONG -> json.longValue();
      case FLOAT -> json.floatValue();
      default -> throw new IllegalArgumentException("no such field in a record: " + schema);
    };
  }

  private static Object record(JsonNode json, Schema schema) {
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      assertThat(json.has(field.name())).as(field.name()).isTrue();
      record.put(field.pos(), datum(json.get(field.name()), field.schema()));
    }
    return SpecificData.get().deepCopy(schema, record);
  }

  private static Object array(JsonNode json, Schema item) {
    if (item.getType() == Schema.Type.FLOAT) {
      return floats(json).toList();
    }
    return Stream.iterate(0, i -> i < json.size(), i -> i + 1)
        .map(i -> datum(json.get(i), item))
        .toList();
  }

  private static Stream<Float> floats(JsonNode json) {
    return json.isArray()
        ? List.copyOf(json.valueStream().toList()).stream().flatMap(RecordJsonTest::floats)
        : Stream.of(json.floatValue());
  }
}

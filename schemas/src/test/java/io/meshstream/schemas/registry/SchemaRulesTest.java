package io.meshstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.FrameLandmarks;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRulesTest {

  private static Schema record(String type) {
    return new Schema.Parser()
        .parse(
            "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"f\", \"type\": "
                + type
                + "}]}");
  }

  private static String fields(int count, String type) {
    String fields =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"name\": \"f%d\", \"type\": \"%s\"}".formatted(i, type))
            .collect(Collectors.joining(","));
    return "{\"type\": \"record\", \"name\": \"I\", \"fields\": [" + fields + "]}";
  }

  private static String array(String items) {
    return "{\"type\": \"array\", \"items\": " + items + "}";
  }

  static Schema[] ours() {
    return new Schema[] {
      EncodedFrame.getClassSchema(),
      FrameLandmarks.getClassSchema(),
      DeadLetter.getClassSchema(),
      CameraEvent.getClassSchema(),
      CameraConfig.getClassSchema()
    };
  }

  @ParameterizedTest
  @MethodSource("ours")
  void ourSchemasAreRead(Schema schema) {
    assertThat(SchemaRules.problemWith(schema)).isNull();
  }

  /** A message of some bytes could claim so many of them that it is never done. */
  @Test
  void itemsOfAnArrayHaveBytes() {
    String fixed = "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 0}";
    for (String items : new String[] {"\"null\"", fields(0, "int"), fields(3, "null"), fixed}) {
      assertThat(SchemaRules.problemWith(record(array(items)))).contains("may have 0 bytes");
    }
    assertThat(SchemaRules.problemWith(record(array(array("\"null\"")))))
        .contains("may have 0 bytes");
  }

  @Test
  void itemsOfAnArrayHaveAByteForAFewFields() {
    String text = fields(2000, "null").replaceFirst("null", "int");

    assertThat(SchemaRules.problemWith(record(array(text)))).contains("2001 fields");
    assertThat(SchemaRules.problemWith(record(array(fields(2000, "int"))))).isNull();
    assertThat(SchemaRules.problemWith(record(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"type\": \"map\", \"values\": \"int\"}", "[\"null\", \"R\"]"})
  void mapsAndRecordsWithinThemselvesAreRefused(String type) {
    assertThat(SchemaRules.problemWith(record(type))).contains("expected: no");
  }
}

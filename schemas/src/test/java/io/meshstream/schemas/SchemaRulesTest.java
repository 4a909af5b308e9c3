package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaRulesTest {

  static List<Schema> currentSchemas() {
    return List.of(
        EncodedFrame.getClassSchema(),
        FrameLandmarks.getClassSchema(),
        DeadLetter.getClassSchema(),
        CameraEvent.getClassSchema(),
        CameraConfig.getClassSchema());
  }

  static List<Schema> allSchemas() {
    List<Schema> all = new ArrayList<>();
    for (Schema current : currentSchemas()) {
      all.add(current);
      all.addAll(ReleasedSchemas.of(current.getName()));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("allSchemas")
  void everyTypeAndFieldIsDocumented(Schema schema) {
    for (Schema type : typesWithin(schema)) {
      if (type.getType() == Schema.Type.RECORD) {
        assertThat(type.getFields()).allSatisfy(f -> assertThat(f.doc()).as(f.name()).isNotBlank());
      }
      if (type.getType() == Schema.Type.RECORD || type.getType() == Schema.Type.ENUM) {
        assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
        assertThat(type.getNamespace()).isEqualTo("io.meshstream.schemas");
      }
    }
  }

  /** What a reader must know beyond the Avro specification is more than some readers do. */
  @ParameterizedTest
  @MethodSource("allSchemas")
  void noTypeIsLogical(Schema schema) {
    assertThat(typesWithin(schema))
        .allSatisfy(type -> assertThat(type.getObjectProp("logicalType")).isNull());
  }

  @ParameterizedTest
  @MethodSource("allSchemas")
  void noSchemaNamesAJavaClassToLoad(Schema schema) {
    assertThat(typesWithin(schema))
        .allSatisfy(
            type -> {
              assertThat(type.getObjectProp(SpecificData.CLASS_PROP)).isNull();
              assertThat(type.getObjectProp(SpecificData.KEY_CLASS_PROP)).isNull();
              assertThat(type.getObjectProp(SpecificData.ELEMENT_PROP)).isNull();
            });
  }

  /** {@link PayloadCheck} relies on it. */
  @ParameterizedTest
  @MethodSource("allSchemas")
  void noSchemaIsRecursiveOrHasMapsOrItemsOfNoBytes(Schema schema) {
    assertThat(leastBytes(schema, Set.of())).isPositive();
  }

  @Test
  void thePictureIsTheLastFieldOfItsFrame() {
    List<Schema.Field> fields = EncodedFrame.getClassSchema().getFields();

    assertThat(fields.get(fields.size() - 1).name()).isEqualTo("data");
  }

  private static List<Schema> typesWithin(Schema schema) {
    List<Schema> types = new ArrayList<>();
    Deque<Schema> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      Schema type = open.pop();
      types.add(type);
      switch (type.getType()) {
        case RECORD -> type.getFields().forEach(field -> open.push(field.schema()));
        case UNION -> type.getTypes().forEach(open::push);
        case ARRAY -> open.push(type.getElementType());
        default -> {}
      }
    }
    return types;
  }

  private static int leastBytes(Schema schema, Set<String> outer) {
    return switch (schema.getType()) {
      case NULL -> 0;
      case BOOLEAN, INT, LONG, ENUM, STRING, BYTES -> 1;
      case FLOAT -> Float.BYTES;
      case DOUBLE -> Double.BYTES;
      case FIXED -> schema.getFixedSize();
      case UNION ->
          1 + schema.getTypes().stream().mapToInt(t -> leastBytes(t, outer)).min().orElseThrow();
      case ARRAY -> {
        assertThat(leastBytes(schema.getElementType(), outer)).isPositive();
        yield 1;
      }
      case RECORD -> {
        assertThat(outer).as("records around " + schema.getName()).doesNotContain(schema.getName());
        Set<String> inner = new HashSet<>(outer);
        inner.add(schema.getName());
        yield schema.getFields().stream().mapToInt(f -> leastBytes(f.schema(), inner)).sum();
      }
      case MAP -> throw new AssertionError("map in " + schema);
    };
  }
}

package io.meshstream.schemas.testing;

import io.meshstream.schemas.FrameLandmarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/**
 * Makes records in which no field is empty and no two numbers are the same: by the schema alone, so
 * that a field that is added is in them, too.
 */
public final class FilledRecord {

  /**
   * How long lists are that readers take for points of a certain number, by record and field;
   * others have any length.
   */
  private static final Map<String, Integer> LENGTHS =
      Map.of(
          "FaceDetection.keypoints",
          12,
          "Face.poseMatrix",
          16,
          "Face.metricMesh",
          1404,
          "Face.regionPoses",
          64,
          "Face.blendshapes",
          52,
          "Hand.landmarks",
          63,
          "Hand.worldLandmarks",
          63,
          "PalmDetection.keypoints",
          14);

  private static final int LENGTH = 6;

  private int number;

  /** Makes a landmarks record, whose faces have two landmarks each and whose hands all. */
  public static FrameLandmarks landmarks() {
    Schema schema = FrameLandmarks.getClassSchema();
    SpecificData model = SpecificData.getForClass(FrameLandmarks.class);
    return (FrameLandmarks) model.deepCopy(schema, new FilledRecord().value(schema, ""));
  }

  private Object value(Schema schema, String field) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case UNION -> value(schema.getTypes().get(1), field);
      case ARRAY -> list(schema.getElementType(), LENGTHS.getOrDefault(field, LENGTH));
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(0));
      case STRING -> "text " + next();
      case INT -> next();
      case LONG -> (1L << 40) + next();
      // Exact in binary, so that sums and differences are exact, too.
      case FLOAT -> next() / 1024f;
      default -> throw new IllegalArgumentException("no such field in a record: " + schema);
    };
  }

  private GenericData.Record record(Schema schema) {
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), schema.getName() + "." + field.name()));
    }
    return record;
  }

  private List<Object> list(Schema item, int length) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(value(item, ""));
    }
    return list;
  }

  private int next() {
    return ++number;
  }

  private FilledRecord() {}
}

package io.meshstream.job.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.schemas.CameraConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Writes settings of cameras as JSON: every field of the schema under its own name. */
public final class ConfigJson {

  private static final JsonFactory JSON = new JsonFactory();

  private ConfigJson() {}

  /** Returns a record as one line. */
  public static String line(CameraConfig config) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, IndexedRecord record) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeFieldName(field.name());
      Object value = record.get(field.pos());
      if (value instanceof IndexedRecord inner) {
        write(json, inner);
      } else {
        json.writePOJO(value);
      }
    }
    json.writeEndObject();
  }
}

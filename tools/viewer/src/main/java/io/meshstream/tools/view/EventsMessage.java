package io.meshstream.tools.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.job.records.EventJson;
import io.meshstream.schemas.CameraEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * Tells browsers what has happened to a camera: a text message of JSON.
 *
 * <p>{@code {"camera": "cam-01", "events": [{"cameraId": "cam-01", "kind": "STARTED", …}, …]}}, the
 * newest last; the fields of an event are those of its schema. It takes the place of what was told
 * of the camera before.
 */
final class EventsMessage {

  private static final JsonFactory JSON = new JsonFactory();

  private EventsMessage() {}

  static String of(String camera, Collection<CameraEvent> events) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("camera", camera);
      json.writeArrayFieldStart("events");
      for (CameraEvent event : events) {
        EventJson.write(json, event);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}

package io.meshstream.tools.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.job.records.RecordJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells browsers how the cameras are doing, also those that send nothing: a text message of JSON.
 *
 * <p>{@code {"nowMicros": …, "source": "…", "brokersAnswer": true, "unreadable": …, "hidden": …,
 * "cameras": [{"camera": "cam-01", "frames": …, …}]}}. {@code nowMicros} is the server's clock;
 * {@code source} the id of the frames topic, null as long as it is not known; {@code unreadable}
 * counts records that could not be shown, {@code hidden} frames and records of cameras for which
 * there was no room. What is counted for a camera stands in {@link CameraTally}; {@code
 * frameIdleMillis} and {@code recordIdleMillis} are how long no frame and no record has come, and
 * {@code behindMillis}, see {@link Lateness}, is missing before the first record.
 */
final class StatusMessage {

  private static final JsonFactory JSON = new JsonFactory();

  private StatusMessage() {}

  static String of(
      FrameJoin join,
      Optional<String> source,
      boolean brokersAnswer,
      long unreadable,
      long nowMillis,
      long nowMicros) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("nowMicros", nowMicros);
      json.writeStringField("source", source.orElse(null));
      json.writeBooleanField("brokersAnswer", brokersAnswer);
      json.writeNumberField("unreadable", unreadable);
      json.writeNumberField("hidden", join.hidden());
      json.writeArrayFieldStart("cameras");
      join.forEach((camera, tally) -> write(json, camera, tally, nowMillis));
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String camera, CameraTally tally, long nowMillis) {
    try {
      json.writeStartObject();
      json.writeStringField("camera", camera);
      json.writeNumberField("frames", tally.frames);
      json.writeNumberField("records", tally.records.total());
      RecordJson.writeCounts(json, tally.records);
      json.writeNumberField("repeated", tally.repeated);
      json.writeNumberField("recordsWithoutFrame", tally.recordsWithoutFrame);
      json.writeNumberField("framesWithoutRecord", tally.framesWithoutRecord);
      json.writeNumberField("frameIdleMillis", nowMillis - tally.lastFrameMillis);
      json.writeNumberField("recordIdleMillis", nowMillis - tally.lastRecordMillis);
      OptionalLong behind = tally.lateness.behindMillis();
      if (behind.isPresent()) {
        json.writeNumberField("behindMillis", behind.getAsLong());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.meshstream.tools.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.job.records.RecordJson;
import io.meshstream.schemas.frames.TopicPosition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Writes a ledger's balance for programs: one JSON object on one line. */
final class LedgerJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int EXAMPLES = 5;

  private LedgerJson() {}

  static String of(LedgerReport report, Optional<RepairReport> repair) {
    return object(
        json -> {
          json.writeBooleanField("balanced", report.isBalanced());
          write(json, report);
          if (repair.isPresent()) {
            write(json, repair.get());
          }
        });
  }

  /**
   * Writes what one round of a watch has found.
   *
   * @param atMillis when: milliseconds since 1970
   */
  static String of(LedgerWatch.Round round, long atMillis) {
    return object(
        json -> {
          json.writeNumberField("atMillis", atMillis);
          json.writeBooleanField("balanced", round.isBalanced());
          json.writeNumberField("waiting", round.waiting());
          json.writeNumberField("overdue", round.overdue().size());
          write(json, "firstOverdue", round.overdue().examples(EXAMPLES));
          write(json, round.report());
        });
  }

  /** Writes the fields of an object. */
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, LedgerReport report) throws IOException {
    json.writeArrayFieldStart("cameras");
    for (CameraBalance camera : report.cameras()) {
      write(json, camera);
    }
    json.writeEndArray();
    json.writeNumberField("deletedFrames", report.deletedFrames());
    json.writeNumberField("ofDeletedFrames", report.ofDeletedFrames());
    json.writeNumberField("ofLaterFrames", report.ofLaterFrames());
    json.writeNumberField("ofOtherFrames", report.ofOtherFrames());
    json.writeNumberField("unreadable", report.unreadable());
    json.writeNumberField("lostUnchecked", report.lostUnchecked());
    json.writeBooleanField("duplicatesAllowed", report.duplicatesAllowed());
  }

  private static void write(JsonGenerator json, RepairReport repair) throws IOException {
    json.writeObjectFieldStart("repair");
    json.writeBooleanField("dryRun", repair.dryRun());
    json.writeNumberField("landmarks", repair.landmarks());
    json.writeNumberField("derived", repair.derived());
    json.writeNumberField("deadLetters", repair.deadLetters());
    json.writeNumberField("events", repair.events());
    json.writeNumberField("left", repair.left());
    write(json, "firstLeft", repair.firstLeft());
    json.writeArrayFieldStart("refused");
    for (String refused : repair.refused()) {
      json.writeString(refused);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, CameraBalance camera) throws IOException {
    json.writeStartObject();
    json.writeStringField("camera", camera.camera());
    json.writeNumberField("frames", camera.frames());
    RecordJson.writeCounts(json, camera.answered());
    json.writeNumberField("duplicates", camera.duplicates());
    json.writeNumberField("missing", camera.missing());
    json.writeNumberField("behind", camera.behind());
    json.writeNumberField("notChecked", camera.notChecked());
    json.writeNumberField("unexpected", camera.unexpected());
    json.writeNumberField("gaps", camera.gaps());
    write(json, "firstMissing", camera.firstMissing());
    write(json, "firstUnexpected", camera.firstUnexpected());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<TopicPosition> positions)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (TopicPosition position : positions) {
      json.writeStartObject();
      json.writeNumberField("partition", position.partition());
      json.writeNumberField("offset", position.offset());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

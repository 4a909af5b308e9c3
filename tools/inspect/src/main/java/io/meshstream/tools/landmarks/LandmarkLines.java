package io.meshstream.tools.landmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.meshstream.job.records.FaceForm;
import io.meshstream.job.records.FaceRecords;
import io.meshstream.job.records.HandRecords;
import io.meshstream.job.records.RecordJson;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.vision.Face;
import io.meshstream.vision.Hand;
import io.meshstream.vision.TaskResult;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes what was found in pictures as JSON, one object on a line for each picture.
 *
 * <p>Faces and hands are written as in {@link RecordJson}. Not thread-safe.
 */
final class LandmarkLines {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final FaceForm form;

  /** Will write lines there, with faces and hands in a form; does not close it. */
  LandmarkLines(Writer out, FaceForm form) throws IOException {
    this.form = form;
    this.json = JSON.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
  }

  /** Writes a line, all of it. The size of a picture that could not be read counts as 0. */
  void write(PictureResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", result.file());
    if (result.time().isPresent()) {
      write(result.time().get());
    }
    json.writeNumberField("width", result.width());
    json.writeNumberField("height", result.height());
    json.writeStringField("status", status(result));
    if (result.isRejected()) {
      json.writeStringField("reason", result.reason());
    }
    json.writeArrayFieldStart("faces");
    for (Face face : result.result().map(TaskResult::faces).orElse(List.of())) {
      RecordJson.write(json, FaceRecords.of(face, form));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("hands");
    for (Hand hand : result.result().map(TaskResult::hands).orElse(List.of())) {
      RecordJson.write(json, HandRecords.of(hand, form));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void write(FrameTime time) throws IOException {
    json.writeNumberField("frame", time.frame());
    if (time.timeMicros().isPresent()) {
      json.writeNumberField("timeMicros", time.timeMicros().getAsLong());
    }
  }

  private static String status(PictureResult result) {
    return result
        .result()
        .map(found -> FaceRecords.status(found.faces()))
        .orElse(FrameStatus.REJECTED)
        .name();
  }
}

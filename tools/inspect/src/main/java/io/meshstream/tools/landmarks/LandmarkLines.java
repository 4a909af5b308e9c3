package io.meshstream.tools.landmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.meshstream.job.records.FaceRecords;
import io.meshstream.job.records.RecordJson;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.vision.Face;
import io.meshstream.vision.TaskResult;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes what was found in pictures as JSON, one object on a line for each picture.
 *
 * <p>Faces are written as in {@link RecordJson}. Not thread-safe.
 */
final class LandmarkLines {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  /** Will write lines there; does not close it. */
  LandmarkLines(Writer out) throws IOException {
    this.json = JSON.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
  }

  /** Writes a line, all of it. The size of a picture that could not be read counts as 0. */
  void write(Answer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", answer.file());
    if (answer.moment().isPresent()) {
      write(answer.moment().get());
    }
    json.writeNumberField("width", answer.width());
    json.writeNumberField("height", answer.height());
    json.writeStringField("status", status(answer));
    if (answer.isRejected()) {
      json.writeStringField("reason", answer.reason());
    }
    json.writeArrayFieldStart("faces");
    for (Face face : answer.result().map(TaskResult::faces).orElse(List.of())) {
      RecordJson.write(json, FaceRecords.of(face, /* detections= */ true));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void write(Moment moment) throws IOException {
    json.writeNumberField("frame", moment.frame());
    if (moment.timeMicros().isPresent()) {
      json.writeNumberField("timeMicros", moment.timeMicros().getAsLong());
    }
  }

  private static String status(Answer answer) {
    return answer
        .result()
        .map(found -> FaceRecords.status(found.faces()))
        .orElse(FrameStatus.REJECTED)
        .name();
  }
}

package io.meshstream.tools.size;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes a sizing for programs: one JSON object on one line, in bytes, seconds and cores. */
final class SizingJson {

  private static final JsonFactory JSON = new JsonFactory();

  private SizingJson() {}

  static String of(Sizing sizing, String processor) {
    Load load = sizing.load();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("cameras", load.cameras());
      json.writeNumberField("framesPerSecond", load.framesPerSecond());
      json.writeNumberField("width", load.size().width());
      json.writeNumberField("height", load.size().height());
      json.writeNumberField("pictureBytes", load.pictureBytes());
      json.writeNumberField("faces", load.faces());
      json.writeNumberField("detectorShare", load.detectorShare());
      json.writeNumberField("hands", load.hand().hands());
      json.writeNumberField("palmShare", load.hand().palmShare());
      json.writeNumberField("headroom", load.headroom());
      json.writeStringField("measuredOn", processor);
      json.writeBooleanField("frameMillisGiven", load.frameMillis().isPresent());
      json.writeNumberField("frameMillis", sizing.frameMillis());
      json.writeNumberField("busyCores", sizing.busyCores());
      json.writeNumberField("cores", sizing.cores());
      json.writeNumberField("gpus", sizing.gpus());
      json.writeNumberField("taskManagers", sizing.taskManagers());
      json.writeNumberField("coresPerTaskManager", load.coresPerTaskManager());
      json.writeNumberField("slotsPerTaskManager", sizing.slots());
      json.writeNumberField("parallelism", sizing.parallelism());
      json.writeNumberField("partitions", sizing.partitions());
      json.writeNumberField("heapBytes", Math.round(sizing.heapBytes()));
      json.writeNumberField("processBytes", Math.round(sizing.processBytes()));
      json.writeNumberField("faceBytes", Math.round(sizing.faceBytes()));
      json.writeNumberField("framesBytesPerSecond", Math.round(sizing.framesBytesPerSecond()));
      json.writeNumberField(
          "landmarksBytesPerSecond", Math.round(sizing.landmarksBytesPerSecond()));
      json.writeNumberField("shuffleBytesPerSecond", Math.round(sizing.shuffleBytesPerSecond()));
      json.writeNumberField(
          "replicationBytesPerSecond", Math.round(sizing.replicationBytesPerSecond()));
      json.writeNumberField("framesBytes", Math.round(sizing.framesBytes()));
      json.writeNumberField("landmarksBytes", Math.round(sizing.landmarksBytes()));
      json.writeNumberField("catchUpFactor", sizing.catchUpFactor());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}

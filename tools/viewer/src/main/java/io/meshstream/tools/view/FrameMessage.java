package io.meshstream.tools.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.job.records.RecordJson;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Hand;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame of one camera as it goes to browsers: a binary message, the same for all of them.
 * {@code message.js} reads it.
 *
 * <table>
 * <caption>The message; numbers have their lowest byte first</caption>
 * <tr><th>bytes</th><th>what</th></tr>
 * <tr><td>4</td><td>{@value #MAGIC_TEXT} in ASCII: layout and version</td></tr>
 * <tr><td>4</td><td>length of the header, a multiple of 4</td></tr>
 * <tr><td>that many</td><td>the header: JSON in UTF-8, filled up with blanks</td></tr>
 * <tr><td>4 each</td><td>landmarks: for each face as many floats as its {@code floats} in the
 * header says, x, y, z, x, y, z …; then for each hand its {@code floats}, and its {@code
 * worldFloats} of landmarks in metres</td></tr>
 * <tr><td>the rest</td><td>the picture as it lies on the topic; nothing if there is none</td></tr>
 * </table>
 *
 * <p>The header is the record as in {@link RecordJson}, with these numbers in place of landmarks
 * and without metric meshes, and {@code arrivedAtMicros}, when the server read the record; {@code
 * picture}, null or its {@code mediaType}, {@code orientation} and {@code rotation} as in {@link
 * PictureView}. Encoded when first asked for: a frame that no browser has time for costs nothing.
 * Thread-safe.
 */
final class FrameMessage {

  static final String MAGIC_TEXT = "MSV2";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int ALIGNMENT = Float.BYTES;
  private static final int MAX_TEXT_LENGTH = 500;

  private final String camera;
  // One of them is null: the last messages of all cameras are kept.
  private ShownFrame frame;
  private Buffer encoded;

  FrameMessage(ShownFrame frame) {
    this.camera = frame.camera();
    this.frame = frame;
  }

  String camera() {
    return camera;
  }

  /** Returns the bytes, which nobody may change. */
  synchronized Buffer bytes() {
    if (encoded == null) {
      encoded = encode();
      frame = null;
    }
    return encoded;
  }

  private Buffer encode() {
    byte[] header = header();
    int padding = Math.floorMod(-header.length, ALIGNMENT);
    List<List<Float>> landmarks = landmarks();
    int floats = landmarks.stream().mapToInt(List::size).sum();
    int pictureBytes = frame.picture().map(picture -> picture.data().remaining()).orElse(0);
    Buffer message =
        Buffer.buffer(
            2 * Integer.BYTES + header.length + padding + floats * Float.BYTES + pictureBytes);
    message.appendString(MAGIC_TEXT);
    message.appendIntLE(header.length + padding);
    message.appendBytes(header);
    message.appendString(" ".repeat(padding));
    for (List<Float> values : landmarks) {
      for (float value : FloatList.toArray(values)) {
        message.appendFloatLE(value);
      }
    }
    frame.picture().ifPresent(picture -> append(message, picture.data()));
    return message;
  }

  /** Returns all landmarks of the frame, in the order in which they are in the message. */
  private List<List<Float>> landmarks() {
    FrameLandmarks record = frame.landmarks();
    List<List<Float>> landmarks = new ArrayList<>();
    record.getFaces().forEach(face -> landmarks.add(face.getLandmarks()));
    for (Hand hand : record.getHands()) {
      landmarks.add(hand.getLandmarks());
      landmarks.add(hand.getWorldLandmarks());
    }
    return landmarks;
  }

  private static void append(Buffer message, ByteBuffer data) {
    if (data.hasArray()) {
      message.appendBytes(data.array(), data.arrayOffset() + data.position(), data.remaining());
    } else {
      byte[] copy = new byte[data.remaining()];
      data.get(copy);
      message.appendBytes(copy);
    }
  }

  private byte[] header() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      FrameLandmarks record = frame.landmarks();
      json.writeStartObject();
      RecordJson.writeFrame(json, record, MAX_TEXT_LENGTH);
      json.writeNumberField("arrivedAtMicros", frame.arrivedAtMicros());
      json.writeArrayFieldStart("faces");
      for (Face face : record.getFaces()) {
        json.writeStartObject();
        RecordJson.writeFace(json, face);
        json.writeNumberField("floats", face.getLandmarks().size());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("hands");
      for (Hand hand : record.getHands()) {
        json.writeStartObject();
        RecordJson.writeHand(json, hand);
        json.writeNumberField("floats", hand.getLandmarks().size());
        json.writeNumberField("worldFloats", hand.getWorldLandmarks().size());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeFieldName("picture");
      writePicture(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void writePicture(JsonGenerator json) throws IOException {
    if (frame.picture().isEmpty()) {
      json.writeNull();
      return;
    }
    PictureView picture = frame.picture().get();
    json.writeStartObject();
    json.writeStringField("mediaType", picture.mediaType());
    json.writeNumberField("orientation", picture.orientation());
    json.writeNumberField("rotation", picture.rotation());
    json.writeEndObject();
  }
}

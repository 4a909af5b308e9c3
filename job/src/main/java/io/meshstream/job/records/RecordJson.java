package io.meshstream.job.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FaceSignals;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.HeadPose;
import io.meshstream.schemas.PalmDetection;
import io.meshstream.schemas.Region;
import io.meshstream.schemas.frames.StatusCounts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes landmarks records as JSON: every field of the schema under its own name, with the units
 * and coordinates that it has there. Lists of points, and of matrices, are arrays of arrays.
 */
public final class RecordJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int WHOLE = Integer.MAX_VALUE;

  private RecordJson() {}

  /**
   * Returns a record as one line.
   *
   * @throws IllegalArgumentException if a list of points ends amid a point
   */
  public static String line(FrameLandmarks record) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      writeFrame(json, record, WHOLE);
      json.writeArrayFieldStart("faces");
      for (Face face : record.getFaces()) {
        write(json, face);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("hands");
      for (Hand hand : record.getHands()) {
        write(json, hand);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Writes all fields of a record but faces and hands into an object that is open.
   *
   * @param maxTextLength how long the reason and the model id may be before they are cut: they may
   *     come from anyone
   */
  public static void writeFrame(JsonGenerator json, FrameLandmarks record, int maxTextLength)
      throws IOException {
    json.writeStringField("cameraId", record.getCameraId());
    json.writeNumberField("epoch", record.getEpoch());
    json.writeNumberField("sequence", record.getSequence());
    json.writeNumberField("capturedAtMicros", record.getCapturedAtMicros());
    json.writeNumberField("sourcePartition", record.getSourcePartition());
    json.writeNumberField("sourceOffset", record.getSourceOffset());
    json.writeNumberField("width", record.getWidth());
    json.writeNumberField("height", record.getHeight());
    json.writeStringField("status", record.getStatus().name());
    json.writeStringField("reason", cut(record.getReason(), maxTextLength));
    json.writeStringField("modelId", cut(record.getModelId(), maxTextLength));
  }

  private static String cut(String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, length) + "...";
  }

  /**
   * Writes a face as an object.
   *
   * @throws IllegalArgumentException if a list of points ends amid a point
   */
  public static void write(JsonGenerator json, Face face) throws IOException {
    json.writeStartObject();
    writeFace(json, face);
    write(json, "metricMesh", face.getMetricMesh(), /* dimensions= */ 3);
    write(json, "landmarks", face.getLandmarks(), /* dimensions= */ 3);
    json.writeEndObject();
  }

  /**
   * Writes all fields of a face but its meshes, landmarks and metric mesh, into an object that is
   * open.
   *
   * @throws IllegalArgumentException if a list of points ends amid a point
   */
  public static void writeFace(JsonGenerator json, Face face) throws IOException {
    json.writeNumberField("trackId", face.getTrackId());
    json.writeNumberField("presence", face.getPresence());
    json.writeFieldName("region");
    write(json, face.getRegion());
    json.writeFieldName("detection");
    write(json, face.getDetection());
    write(json, "poseMatrix", face.getPoseMatrix(), /* dimensions= */ 1);
    write(json, "blendshapes", face.getBlendshapes(), /* dimensions= */ 1);
    write(json, "irises", face.getIrises(), /* dimensions= */ 3);
    json.writeFieldName("headPose");
    write(json, face.getHeadPose());
    write(json, "regionPoses", face.getRegionPoses(), /* dimensions= */ 16);
    write(json, "contours", face.getContours(), /* dimensions= */ 3);
    json.writeFieldName("signals");
    write(json, face.getSignals());
  }

  /**
   * Writes a hand as an object.
   *
   * @throws IllegalArgumentException if a list of points ends amid a point
   */
  public static void write(JsonGenerator json, Hand hand) throws IOException {
    json.writeStartObject();
    writeHand(json, hand);
    write(json, "landmarks", hand.getLandmarks(), /* dimensions= */ 3);
    write(json, "worldLandmarks", hand.getWorldLandmarks(), /* dimensions= */ 3);
    json.writeEndObject();
  }

  /**
   * Writes all fields of a hand but its landmarks into an object that is open.
   *
   * @throws IllegalArgumentException if a list of points ends amid a point
   */
  public static void writeHand(JsonGenerator json, Hand hand) throws IOException {
    json.writeNumberField("trackId", hand.getTrackId());
    json.writeNumberField("presence", hand.getPresence());
    json.writeStringField("handedness", hand.getHandedness().name());
    json.writeNumberField("handednessScore", hand.getHandednessScore());
    json.writeFieldName("region");
    write(json, hand.getRegion());
    json.writeFieldName("detection");
    write(json, hand.getDetection());
  }

  private static void write(JsonGenerator json, Region region) throws IOException {
    json.writeStartObject();
    json.writeNumberField("centerX", region.getCenterX());
    json.writeNumberField("centerY", region.getCenterY());
    json.writeNumberField("width", region.getWidth());
    json.writeNumberField("height", region.getHeight());
    json.writeNumberField("rotation", region.getRotation());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, HeadPose pose) throws IOException {
    if (pose == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("yaw", pose.getYaw());
    json.writeNumberField("pitch", pose.getPitch());
    json.writeNumberField("roll", pose.getRoll());
    json.writeNumberField("x", pose.getX());
    json.writeNumberField("y", pose.getY());
    json.writeNumberField("z", pose.getZ());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, FaceSignals signals) throws IOException {
    if (signals == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("eyeOpennessLeft", signals.getEyeOpennessLeft());
    json.writeNumberField("eyeOpennessRight", signals.getEyeOpennessRight());
    json.writeNumberField("mouthOpenness", signals.getMouthOpenness());
    json.writeNumberField("frontalness", signals.getFrontalness());
    json.writeNumberField("faceSize", signals.getFaceSize());
    json.writeNumberField("brightness", signals.getBrightness());
    json.writeNumberField("sharpness", signals.getSharpness());
    json.writeStringField(
        "gazeZone", signals.getGazeZone() == null ? null : signals.getGazeZone().name());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, FaceDetection detection) throws IOException {
    if (detection == null) {
      json.writeNull();
    } else {
      writeDetection(
          json,
          detection.getScore(),
          detection.getXMin(),
          detection.getYMin(),
          detection.getWidth(),
          detection.getHeight(),
          detection.getKeypoints());
    }
  }

  private static void write(JsonGenerator json, PalmDetection detection) throws IOException {
    if (detection == null) {
      json.writeNull();
    } else {
      writeDetection(
          json,
          detection.getScore(),
          detection.getXMin(),
          detection.getYMin(),
          detection.getWidth(),
          detection.getHeight(),
          detection.getKeypoints());
    }
  }

  private static void writeDetection(
      JsonGenerator json,
      float score,
      float xMin,
      float yMin,
      float width,
      float height,
      List<Float> keypoints)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("score", score);
    json.writeNumberField("xMin", xMin);
    json.writeNumberField("yMin", yMin);
    json.writeNumberField("width", width);
    json.writeNumberField("height", height);
    write(json, "keypoints", keypoints, /* dimensions= */ 2);
    json.writeEndObject();
  }

  /** Writes numbers, or points of several numbers each. */
  private static void write(JsonGenerator json, String field, List<Float> values, int dimensions)
      throws IOException {
    json.writeFieldName(field);
    if (values == null) {
      json.writeNull();
      return;
    }
    float[] numbers = FloatList.toArray(values);
    if (numbers.length % dimensions != 0) {
      throw new IllegalArgumentException(
          "%s: %d values (expected: a multiple of %d)"
              .formatted(field, numbers.length, dimensions));
    }
    json.writeStartArray();
    for (int i = 0; i < numbers.length; i++) {
      if (dimensions > 1 && i % dimensions == 0) {
        json.writeStartArray();
      }
      json.writeNumber(numbers[i]);
      if (dimensions > 1 && i % dimensions == dimensions - 1) {
        json.writeEndArray();
      }
    }
    json.writeEndArray();
  }

  /** Writes how many frames came to what into an object that is open. */
  public static void writeCounts(JsonGenerator json, StatusCounts counts) throws IOException {
    json.writeNumberField("faces", counts.faces());
    json.writeNumberField("noFace", counts.noFace());
    json.writeNumberField("shed", counts.shed());
    json.writeNumberField("rejected", counts.rejected());
  }
}

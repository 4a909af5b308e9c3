package io.meshstream.vision.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame and what MediaPipe returned for it.
 *
 * @param file the encoded picture
 * @param faces the landmarks of its faces
 * @param detections what its face detector found
 */
record GoldenFrame(Path file, List<Landmarks> faces, List<Detection> detections) {

  static GoldenFrame read(Path media, JsonNode frame) {
    List<Landmarks> faces = new ArrayList<>();
    frame.path("faces").forEach(face -> faces.add(landmarks(face.get("landmarks"))));
    List<Detection> detections = new ArrayList<>();
    frame.path("detections").forEach(found -> detections.add(detection(found)));
    return new GoldenFrame(media.resolve(frame.get("file").asText()), faces, detections);
  }

  private static Landmarks landmarks(JsonNode points) {
    float[] values = new float[3 * points.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) points.get(i / 3).get(i % 3).asDouble();
    }
    return Landmarks.wrap(values);
  }

  private static Detection detection(JsonNode found) {
    JsonNode box = found.get("box");
    double left = box.get("xCenter").asDouble() - box.get("width").asDouble() / 2;
    double top = box.get("yCenter").asDouble() - box.get("height").asDouble() / 2;
    List<Point> keypoints = new ArrayList<>();
    for (JsonNode point : found.get("keypoints")) {
      keypoints.add(new Point((float) point.get(0).asDouble(), (float) point.get(1).asDouble()));
    }
    return new Detection(
        (float) found.get("score").asDouble(),
        new Box(
            (float) left,
            (float) top,
            (float) (left + box.get("width").asDouble()),
            (float) (top + box.get("height").asDouble())),
        keypoints);
  }
}

package io.meshstream.vision.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.pose.PoseMatrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame and what MediaPipe returned for it.
 *
 * @param file the encoded picture
 * @param faces the landmarks of its faces
 * @param width the picture's width in pixels
 * @param height the picture's height in pixels
 * @param poses where the faces are in space, where MediaPipe said it
 * @param detections what its face detector found
 * @param blendshapes the blendshapes of its faces, in their order; none where none were asked for
 */
record GoldenFrame(
    Path file,
    int width,
    int height,
    List<Landmarks> faces,
    List<PoseMatrix> poses,
    List<Detection> detections,
    List<Blendshapes> blendshapes) {

  static GoldenFrame read(Path media, JsonNode frame) {
    List<Landmarks> faces = new ArrayList<>();
    frame.path("faces").forEach(face -> faces.add(landmarks(face.get("landmarks"))));
    List<PoseMatrix> poses = new ArrayList<>();
    frame
        .path("faces")
        .forEach(
            face -> {
              if (face.has("matrix")) {
                poses.add(PoseMatrix.copyOf(floats(face.get("matrix"))));
              }
            });
    List<Detection> detections = new ArrayList<>();
    frame.path("detections").forEach(found -> detections.add(detection(found)));
    List<Blendshapes> blendshapes = new ArrayList<>();
    frame
        .path("faces")
        .forEach(
            face -> {
              if (face.has("blendshapes")) {
                blendshapes.add(blendshapes(face.get("blendshapes")));
              }
            });
    return new GoldenFrame(
        media.resolve(frame.get("file").asText()),
        frame.path("width").asInt(),
        frame.path("height").asInt(),
        faces,
        poses,
        detections,
        blendshapes);
  }

  private static Blendshapes blendshapes(JsonNode pairs) {
    float[] scores = new float[pairs.size()];
    for (int i = 0; i < scores.length; i++) {
      assertThat(pairs.get(i).get(0).asText()).isEqualTo(Blendshapes.names().get(i));
      scores[i] = (float) pairs.get(i).get(1).asDouble();
    }
    return Blendshapes.wrap(scores);
  }

  private static float[] floats(JsonNode numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(i).asDouble();
    }
    return values;
  }

  static Landmarks landmarks(JsonNode points) {
    float[] values = new float[3 * points.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) points.get(i / 3).get(i % 3).asDouble();
    }
    return Landmarks.wrap(values);
  }

  static Detection detection(JsonNode found) {
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

package io.meshstream.vision.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.Scale;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Frames and what MediaPipe returned for them.
 *
 * @param maxFaces how many faces MediaPipe was asked for
 * @param staticImages whether each frame stands alone
 * @param detection how faces were detected
 * @param refined whether it is the attention mesh
 * @param sampling which convention was followed
 * @param frames the frames in order
 */
record GoldenSet(
    int maxFaces,
    boolean staticImages,
    DetectionOptions detection,
    boolean refined,
    Sampling sampling,
    List<GoldenFrame> frames) {

  /** The settings of the face mesh that gave it, with another number of faces. */
  TaskSettings faceMesh(int faces) {
    TrackingOptions tracking =
        TrackingOptions.defaults().withMaxFaces(faces).withStaticImages(staticImages);
    return TaskSettings.of(TaskKind.FACE_MESH)
        .withDetection(detection)
        .withTracking(tracking)
        .withLandmarks(LandmarkOptions.defaults().withRefined(refined))
        .withSampling(sampling);
  }

  /** The settings of the face detection that gave it, with another threshold. */
  TaskSettings faceDetection(double minConfidence) {
    return TaskSettings.of(TaskKind.FACE_DETECTION)
        .withDetection(detection.withMinConfidence(minConfidence))
        .withSampling(sampling);
  }

  /**
   * Reads a set.
   *
   * @param folder holds {@code media} and {@code peer}
   * @param name such as {@code stills.mesh468}
   */
  static GoldenSet read(Path folder, String name) throws IOException {
    Path file = folder.resolve("peer").resolve(name + ".json.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      JsonNode root = new ObjectMapper().readTree(in);
      List<GoldenFrame> frames = new ArrayList<>();
      for (JsonNode frame : root.get("frames")) {
        frames.add(GoldenFrame.read(folder.resolve("media"), frame));
      }
      return new GoldenSet(
          root.at("/options/maxNumFaces").asInt(1),
          root.get("mode").asText().equals("static"),
          detection(root.get("options")),
          root.at("/options/refineLandmarks").asBoolean(),
          root.path("sampling").asText().equals("opencv") ? Sampling.OPENCV : Sampling.TEXTURE,
          frames);
    }
  }

  private static DetectionOptions detection(JsonNode options) {
    boolean isFullRange = options.path("model").asText().equals("full");
    return new DetectionOptions(
        isFullRange ? DetectorModel.FULL_RANGE : DetectorModel.SHORT_RANGE,
        options.path("effectiveThreshold").asDouble(0.5),
        Scale.EXACT);
  }
}

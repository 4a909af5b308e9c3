package io.meshstream.vision.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.smoothing.Smoothing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Frames and what MediaPipe returned for them.
 *
 * @param maxFaces how many faces MediaPipe was asked for
 * @param staticImages whether each frame stands alone
 * @param detection how faces were detected
 * @param refined whether it is the attention mesh
 * @param sampling which convention was followed
 * @param smoothing how landmarks were smoothed
 * @param framesPerSecond by what MediaPipe was told when frames were taken; 0: by nothing
 * @param frames the frames in order
 */
record GoldenSet(
    int maxFaces,
    boolean staticImages,
    DetectionOptions detection,
    boolean refined,
    Sampling sampling,
    Smoothing smoothing,
    double framesPerSecond,
    List<GoldenFrame> frames) {
  private static final long SECOND = 1_000_000;
  private static final long THIRTIETH_OF_A_SECOND = 33_333;

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

  /** The settings of the face landmarker that gave it. */
  TaskSettings faceLandmarker() {
    TaskSettings settings = faceMesh(maxFaces).withKind(TaskKind.FACE_LANDMARKER);
    return settings.withLandmarks(settings.landmarks().withSmoothing(smoothing));
  }

  /**
   * Returns when a frame was taken, in microseconds; -1 is unknown. MediaPipe had the first at 0,
   * which its filter takes for unknown: until the second it counts its initial thirtieth of a
   * second.
   */
  long capturedAtMicros(int frame) {
    if (framesPerSecond == 0) {
      return -1;
    }
    return frame == 0 ? SECOND + sinceFirst(1) - THIRTIETH_OF_A_SECOND : SECOND + sinceFirst(frame);
  }

  private long sinceFirst(int frame) {
    return 1000 * Math.round(1000 * frame / framesPerSecond);
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
          root.at("/options/maxNumFaces").asInt(root.at("/options/numFaces").asInt(1)),
          root.get("mode").asText().equals("static"),
          detection(root.get("options")),
          root.at("/options/refineLandmarks").asBoolean(),
          sampling(root),
          smoothing(root.get("options")),
          framesPerSecond(root.at("/options/timestamps").asText()),
          frames);
    }
  }

  /** MediaPipe's face landmarker smooths the only face of a stream. */
  private static Smoothing smoothing(JsonNode options) {
    boolean isStream = options.path("runningMode").asText().equals("VIDEO");
    return isStream && options.path("numFaces").asInt() == 1
        ? Smoothing.oneEuro()
        : Smoothing.none();
  }

  private static double framesPerSecond(String timestamps) {
    Matcher rate = Pattern.compile("1000 / ([0-9.]+) ms").matcher(timestamps);
    return rate.find() ? Double.parseDouble(rate.group(1)) : 0;
  }

  /** MediaPipe's CPU path is OpenCV's, in its build for browsers as well. */
  private static Sampling sampling(JsonNode root) {
    return root.path("sampling").asText().equals("opencv")
            || root.at("/options/delegate").asText().equals("CPU")
        ? Sampling.OPENCV
        : Sampling.TEXTURE;
  }

  private static DetectionOptions detection(JsonNode options) {
    DetectionOptions detection = DetectionOptions.defaults().withDetector(detector(options));
    JsonNode threshold = options.path("effectiveThreshold");
    return threshold.isMissingNode()
        ? detection
        : detection.withMinConfidence(threshold.asDouble());
  }

  private static DetectorModel detector(JsonNode options) {
    if (!options.path("model").asText().equals("full")) {
      return DetectorModel.SHORT_RANGE;
    }
    return options.path("modelFile").asText().contains("(dense")
        ? DetectorModel.FULL_RANGE_DENSE
        : DetectorModel.FULL_RANGE;
  }
}

package io.meshstream.vision.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.HandRules;
import io.meshstream.vision.Handedness;
import io.meshstream.vision.PeerState;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.sampling.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Frames and which hands MediaPipe found in them.
 *
 * @param settings what MediaPipe was asked for
 * @param frames the frames in order
 */
record GoldenHands(TaskSettings settings, List<GoldenHands.Frame> frames) {

  /**
   * A hand.
   *
   * @param landmarks its points in the picture
   * @param world its points in metres
   * @param handedness what it was labelled
   * @param score with which score
   */
  record Hand(Landmarks landmarks, Landmarks world, Handedness handedness, double score) {}

  /**
   * A frame.
   *
   * @param file the encoded picture
   * @param hands its hands
   * @param nextRegions where MediaPipe's next frame looks, where it said so
   * @param palms what the palm detector found, where MediaPipe said so
   */
  record Frame(
      Path file,
      int width,
      int height,
      List<Hand> hands,
      Optional<List<Region>> nextRegions,
      Optional<List<Detection>> palms) {

    /** Returns the state that MediaPipe was left in. */
    TaskState after() {
      return nextRegions
          .map(PeerState::seekingHandsIn)
          .orElseGet(
              () ->
                  PeerState.afterHands(
                      hands.stream().map(Hand::landmarks).toList(), width, height));
    }
  }

  /**
   * Reads a set.
   *
   * @param folder holds {@code media} and {@code peer}
   * @param name such as {@code thumb.hands}
   */
  static GoldenHands read(Path folder, String name) throws IOException {
    Path file = folder.resolve("peer").resolve(name + ".json.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      JsonNode root = new ObjectMapper().readTree(in);
      List<Frame> frames = new ArrayList<>();
      for (JsonNode frame : root.get("frames")) {
        frames.add(frame(folder.resolve("media"), frame));
      }
      return new GoldenHands(settings(root), frames);
    }
  }

  private static TaskSettings settings(JsonNode root) {
    JsonNode options = root.get("options");
    boolean isTasks = root.path("solution").asText().equals("hand_landmarker");
    return TaskSettings.of(TaskKind.HANDS)
        .withHands(
            HandOptions.defaults()
                .withRules(isTasks ? HandRules.TASKS : HandRules.LEGACY)
                .withModel(
                    options.path("modelComplexity").asInt(1) == 0 ? HandModel.LITE : HandModel.FULL)
                .withMaxHands(options.path(isTasks ? "numHands" : "maxNumHands").asInt()))
        .withTracking(
            TrackingOptions.defaults().withStaticImages(root.get("mode").asText().equals("static")))
        .withSampling(
            root.path("sampling").asText().equals("opencv") ? Sampling.OPENCV : Sampling.TEXTURE);
  }

  private static Frame frame(Path media, JsonNode frame) {
    List<Hand> hands = new ArrayList<>();
    for (JsonNode hand : frame.get("hands")) {
      JsonNode handedness = hand.get("handedness");
      hands.add(
          new Hand(
              GoldenFrame.landmarks(hand.get("landmarks")),
              GoldenFrame.landmarks(hand.get("world")),
              handedness.get("label").asText().equals("Left") ? Handedness.LEFT : Handedness.RIGHT,
              handedness.get("score").asDouble()));
    }
    return new Frame(
        media.resolve(frame.get("file").asText()),
        frame.get("width").asInt(),
        frame.get("height").asInt(),
        hands,
        Optional.ofNullable(frame.get("nextRegions")).map(GoldenHands::regions),
        Optional.ofNullable(frame.get("palms")).map(GoldenHands::palms));
  }

  private static List<Region> regions(JsonNode all) {
    List<Region> regions = new ArrayList<>();
    for (JsonNode region : all) {
      regions.add(
          new Region(
              (float) region.get("xCenter").asDouble(),
              (float) region.get("yCenter").asDouble(),
              (float) region.get("width").asDouble(),
              (float) region.get("height").asDouble(),
              (float) region.get("rotation").asDouble()));
    }
    return regions;
  }

  private static List<Detection> palms(JsonNode all) {
    List<Detection> palms = new ArrayList<>();
    all.forEach(palm -> palms.add(GoldenFrame.detection(palm)));
    return palms;
  }
}

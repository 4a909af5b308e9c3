package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import java.util.List;
import java.util.Optional;

/**
 * What one frame gave.
 *
 * @param faces the faces. Where they are tracked they come in MediaPipe's order, new ones first,
 *     then those already tracked; where they are only detected, best first.
 * @param detections the faces that the detector found, best first; empty where the frame needed no
 *     detector
 * @param hands the hands, in MediaPipe's order likewise
 * @param palms what the palm detector found, best first; empty where it did not run
 */
public record TaskResult(
    List<Face> faces,
    Optional<List<Detection>> detections,
    List<Hand> hands,
    Optional<List<Detection>> palms) {

  /** Copies the lists. */
  public TaskResult {
    faces = List.copyOf(faces);
    detections = detections.map(List::copyOf);
    hands = List.copyOf(hands);
    palms = palms.map(List::copyOf);
  }

  /** Makes the result of a frame in which no hands were sought. */
  public TaskResult(List<Face> faces, Optional<List<Detection>> detections) {
    this(faces, detections, List.of(), Optional.empty());
  }
}

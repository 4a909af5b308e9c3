package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import java.util.List;
import java.util.Optional;

/**
 * What one frame gave.
 *
 * @param faces the faces. Where they are tracked they come in MediaPipe's order, new ones first,
 *     then those already tracked; where they are only detected, best first.
 * @param detections what the detector found, best first; empty where the frame needed no detector
 */
public record TaskResult(List<Face> faces, Optional<List<Detection>> detections) {

  /** Copies the lists. */
  public TaskResult {
    faces = List.copyOf(faces);
    detections = detections.map(List::copyOf);
  }
}

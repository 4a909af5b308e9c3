package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import java.util.List;
import java.util.Optional;

/**
 * What one frame gave.
 *
 * @param faces the faces, in MediaPipe's order: new ones first, then those already tracked
 * @param detections what the detector found, best first; empty where the frame needed no detector
 */
public record FrameResult(List<Face> faces, Optional<List<Detection>> detections) {

  /** Copies the lists. */
  public FrameResult {
    faces = List.copyOf(faces);
    detections = detections.map(List::copyOf);
  }
}

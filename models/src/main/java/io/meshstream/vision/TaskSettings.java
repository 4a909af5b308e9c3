package io.meshstream.vision;

import io.meshstream.vision.sampling.Sampling;
import java.io.Serializable;
import java.util.Objects;

/**
 * What is looked for, and how. The defaults are MediaPipe's.
 *
 * @param kind what is looked for
 * @param detection how faces are detected
 * @param tracking how they are tracked, by the tasks that do
 * @param sampling which of MediaPipe's two sampling conventions is followed
 * @param landmarks how a face's landmarks are read and what is computed from them, by the tasks
 *     that do
 * @param hands how hands are tracked, and whether they are beside faces
 */
public record TaskSettings(
    TaskKind kind,
    DetectionOptions detection,
    TrackingOptions tracking,
    Sampling sampling,
    LandmarkOptions landmarks,
    HandOptions hands)
    implements Serializable {

  /** Checks that nothing is missing. */
  public TaskSettings {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(detection, "detection");
    Objects.requireNonNull(tracking, "tracking");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(landmarks, "landmarks");
    Objects.requireNonNull(hands, "hands");
  }

  /** Returns MediaPipe's defaults for a task. */
  public static TaskSettings of(TaskKind kind) {
    return new TaskSettings(
        kind,
        DetectionOptions.defaults(),
        TrackingOptions.defaults(),
        Sampling.TEXTURE,
        LandmarkOptions.defaults(),
        HandOptions.defaults());
  }

  /** Returns these settings for another task. */
  public TaskSettings withKind(TaskKind newKind) {
    return new TaskSettings(newKind, detection, tracking, sampling, landmarks, hands);
  }

  /** Returns these settings with other options for detection. */
  public TaskSettings withDetection(DetectionOptions newDetection) {
    return new TaskSettings(kind, newDetection, tracking, sampling, landmarks, hands);
  }

  /** Returns these settings with other options for tracking. */
  public TaskSettings withTracking(TrackingOptions newTracking) {
    return new TaskSettings(kind, detection, newTracking, sampling, landmarks, hands);
  }

  /** Returns these settings with another sampling convention. */
  public TaskSettings withSampling(Sampling newSampling) {
    return new TaskSettings(kind, detection, tracking, newSampling, landmarks, hands);
  }

  /** Returns these settings with other options for landmarks. */
  public TaskSettings withLandmarks(LandmarkOptions newLandmarks) {
    return new TaskSettings(kind, detection, tracking, sampling, newLandmarks, hands);
  }

  /** Returns these settings with other options for hands. */
  public TaskSettings withHands(HandOptions newHands) {
    return new TaskSettings(kind, detection, tracking, sampling, landmarks, newHands);
  }

  /** Tells whether faces are sought. */
  public boolean seeksFaces() {
    return kind != TaskKind.HANDS;
  }

  /** Tells whether hands are sought, alone or beside faces. */
  public boolean seeksHands() {
    return kind == TaskKind.HANDS || hands.enabled();
  }
}

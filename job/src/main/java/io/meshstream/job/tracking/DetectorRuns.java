package io.meshstream.job.tracking;

import io.meshstream.vision.TaskResult;

/**
 * Which detectors ran on the whole picture of a frame.
 *
 * @param forFaces whether faces were sought
 * @param forHands whether hands were, by the palm detector
 */
record DetectorRuns(boolean forFaces, boolean forHands) {

  private static final DetectorRuns NONE = new DetectorRuns(false, false);

  /** Returns that of a frame that was not analysed. */
  static DetectorRuns none() {
    return NONE;
  }

  /** Returns which ran, by what came out. */
  static DetectorRuns of(TaskResult result) {
    return new DetectorRuns(result.detections().isPresent(), result.palms().isPresent());
  }
}

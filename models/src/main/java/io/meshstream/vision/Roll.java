package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import java.util.List;
import java.util.Optional;

/**
 * Who was found in a frame, by their ids, and what is remembered of those who were not.
 *
 * @param found those found, in the output's order
 * @param nextTrackId the id that the next new one gets
 * @param lost those whose ids are kept, those lost last first
 * @param detections what the detector found, if it ran
 * @param nextTile which part of the picture the detector has next
 * @param framesSinceDetector how many frames have gone by since the detector ran
 */
record Roll(
    List<Entry> found,
    long nextTrackId,
    List<LostTrack> lost,
    Optional<List<Detection>> detections,
    int nextTile,
    int framesSinceDetector) {

  /**
   * One who was found.
   *
   * @param id the identity
   * @param reading where, and how
   */
  record Entry(long id, Reading reading) {}

  /** Makes a frame's roll of those who were found there, and part of what it leaves. */
  interface Report {

    /** Adds them to what the frame gave, and what the next one needs. */
    TaskStep of(Roll roll, TaskStep soFar);
  }
}

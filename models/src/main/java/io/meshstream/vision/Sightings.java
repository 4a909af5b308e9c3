package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a frame shows where it was looked at.
 *
 * @param present where there is a face
 * @param absent where there is none
 * @param detections what the detector found, if it ran
 * @param nextTile which part of the picture the detector has next
 */
record Sightings(
    List<Reading> present,
    List<Reading> absent,
    Optional<List<Detection>> detections,
    int nextTile) {

  /** Returns the tracks whose faces are no longer where they were. */
  Stream<Track> lost() {
    return absent.stream().flatMap(reading -> reading.candidate().track().stream());
  }
}

package io.meshstream.vision;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a frame shows where it was looked at.
 *
 * @param present where there is what is sought
 * @param absent where there is not
 */
record Sightings(List<Reading> present, List<Reading> absent) {

  /** Returns the tracks of what is no longer where it was. */
  Stream<Track> lost() {
    return absent.stream().flatMap(reading -> reading.candidate().track().stream());
  }
}

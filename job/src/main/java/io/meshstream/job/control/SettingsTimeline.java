package io.meshstream.job.control;

import io.meshstream.schemas.CameraConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one key of the control topic says, from which frame on: a frame follows the last record, in
 * the order of the topic, that holds from a time not after its capture.
 *
 * <p>Records that no frame can follow any more, because a later one holds from the same time or an
 * earlier one, are left out, so the times of those that are kept only grow. Immutable.
 *
 * @param versions in the order of the topic
 */
record SettingsTimeline(List<Version> versions) {

  /** How many changes that are still to come a key may have: more are forgotten, oldest first. */
  static final int MAX_VERSIONS = 16;

  private static final SettingsTimeline EMPTY = new SettingsTimeline(List.of());

  /**
   * One record of the topic.
   *
   * @param offset where it lies in its partition
   * @param config what it says
   */
  record Version(long offset, CameraConfig config) {

    /** Returns the first capture time that it holds for. */
    private long fromMicros() {
      Long from = config.getFromCapturedAtMicros();
      return from == null ? Long.MIN_VALUE : from;
    }
  }

  /** Copies the list. */
  SettingsTimeline {
    versions = List.copyOf(versions);
  }

  /** Returns a timeline that says nothing. */
  static SettingsTimeline empty() {
    return EMPTY;
  }

  /** Returns the timeline with one more record. */
  SettingsTimeline with(Version next) {
    List<Version> kept = new ArrayList<>();
    for (Version version : versions) {
      if (version.fromMicros() < next.fromMicros()) {
        kept.add(version);
      }
    }
    kept.add(next);
    return new SettingsTimeline(kept.subList(Math.max(0, kept.size() - MAX_VERSIONS), kept.size()));
  }

  /**
   * Returns the record that a frame follows, if there is one.
   *
   * @param capturedAtMicros when the frame was captured; below 0 when that is unknown
   */
  Optional<Version> at(long capturedAtMicros) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).fromMicros() <= capturedAtMicros) {
        return Optional.of(versions.get(i));
      }
    }
    return Optional.empty();
  }
}

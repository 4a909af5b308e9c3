package io.meshstream.job.control;

import io.meshstream.schemas.frames.TopicPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts how often directories of models are named, so that it is known which still are. */
final class NamedDirectories {

  private final Map<String, Integer> counts = new HashMap<>();

  /** Counts what a timeline names. */
  void add(SettingsTimeline timeline) {
    count(timeline, 1);
  }

  /** Counts it no more. */
  void remove(SettingsTimeline timeline) {
    count(timeline, -1);
  }

  private void count(SettingsTimeline timeline, int by) {
    for (SettingsTimeline.Version version : timeline.versions()) {
      Optional<TopicPosition> unknown = Optional.empty();
      for (String directory : ModelDemand.ofChange(unknown, version.config()).directories()) {
        if (counts.merge(directory, by, Integer::sum) == 0) {
          counts.remove(directory);
        }
      }
    }
  }

  /** Forgets all. */
  void clear() {
    counts.clear();
  }

  /** Returns those that are named. */
  Set<String> names() {
    return Set.copyOf(counts.keySet());
  }
}

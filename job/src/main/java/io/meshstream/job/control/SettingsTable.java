package io.meshstream.job.control;

import io.meshstream.job.options.CameraSettings;
import io.meshstream.job.options.ControlSettings;
import io.meshstream.job.records.ConfigRules;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of all cameras: the job's options, over them what the control topic says of all
 * cameras, and over that what it says of one, field by field.
 *
 * <p>What it says of a camera that never sent a frame is kept for when it does. A pure function of
 * the records that were applied: nothing here knows a clock. For one thread.
 */
final class SettingsTable {

  private final CameraSettings options;
  private final int maxCameras;
  private final Map<String, SettingsTimeline> timelines = new HashMap<>();

  private final NamedDirectories directories = new NamedDirectories();

  /** What was resolved last, by camera; only of those that have settings of their own. */
  private final Map<String, ResolvedSettings> ofCameras = new HashMap<>();

  /** The same for all others. */
  private ResolvedSettings ofOthers;

  /**
   * @param options what holds where the topic says nothing
   * @param maxCameras how many keys are kept
   */
  SettingsTable(CameraSettings options, int maxCameras) {
    this.options = options;
    this.maxCameras = maxCameras;
    this.ofOthers = ResolvedSettings.ofOptions(options);
  }

  /** Returns why a change of a key cannot be kept, if it cannot. */
  Optional<String> problemWith(String key) {
    return timelines.containsKey(key)
            || key.equals(ConfigRules.ALL_CAMERAS)
            || timelines.size() < maxCameras
        ? Optional.empty()
        : Optional.of(
            "settings of %d cameras (expected: at most %s); reset those of some, or raise the option"
                .formatted(timelines.size(), ControlSettings.MAX_CAMERAS.key()));
  }

  /** Returns what is known of a key. */
  SettingsTimeline timeline(String key) {
    return timelines.getOrDefault(key, SettingsTimeline.empty());
  }

  /** Sets what is known of a key. */
  void set(String key, SettingsTimeline timeline) {
    directories.remove(timeline(key));
    directories.add(timeline);
    timelines.put(key, timeline);
  }

  /** Forgets what is known of a key. */
  void remove(String key) {
    directories.remove(timeline(key));
    timelines.remove(key);
    ofCameras.remove(key);
  }

  /** Forgets all. */
  void clear() {
    directories.clear();
    timelines.clear();
    ofCameras.clear();
    ofOthers = ResolvedSettings.ofOptions(options);
  }

  /** Returns all that is known, by key. */
  Map<String, SettingsTimeline> timelines() {
    return Collections.unmodifiableMap(timelines);
  }

  /** Returns the directories of models that some key names. */
  Set<String> modelDirectories() {
    return directories.names();
  }

  /** Returns how many keys there are. */
  int size() {
    return timelines.size();
  }

  /**
   * Returns what holds for a frame.
   *
   * @param capturedAtMicros when it was captured; below 0 when that is unknown
   */
  ResolvedSettings of(String camera, long capturedAtMicros) {
    Optional<SettingsTimeline.Version> ofAll =
        timeline(ConfigRules.ALL_CAMERAS).at(capturedAtMicros);
    SettingsTimeline own = timelines.get(camera);
    if (own == null || camera.equals(ConfigRules.ALL_CAMERAS)) {
      ofOthers = resolved(ofOthers, ofAll, Optional.empty());
      return ofOthers;
    }
    ResolvedSettings before = ofCameras.getOrDefault(camera, ofOthers);
    ResolvedSettings now = resolved(before, ofAll, own.at(capturedAtMicros));
    if (!now.origin().equals(before.origin())) {
      ofCameras.put(camera, now);
    }
    return now;
  }

  /** Most often nothing has changed since the camera's last frame. */
  private ResolvedSettings resolved(
      ResolvedSettings before,
      Optional<SettingsTimeline.Version> ofAll,
      Optional<SettingsTimeline.Version> own) {
    SettingsOrigin origin = new SettingsOrigin(offset(ofAll), offset(own));
    if (origin.equals(before.origin())) {
      return before;
    }
    CameraSettings settings = options;
    if (ofAll.isPresent()) {
      settings = settings.with(ofAll.get().config());
    }
    if (own.isPresent()) {
      settings = settings.with(own.get().config());
    }
    return new ResolvedSettings(settings, origin);
  }

  private static long offset(Optional<SettingsTimeline.Version> version) {
    return version.map(SettingsTimeline.Version::offset).orElse(SettingsOrigin.NONE);
  }
}

package io.meshstream.job.control;

import io.meshstream.job.options.CameraSettings;

/**
 * How one frame is handled, and who said so.
 *
 * @param settings the settings that hold for it
 * @param origin which records of the control topic they come from
 */
public record ResolvedSettings(CameraSettings settings, SettingsOrigin origin) {

  /** Returns settings that are the job's options. */
  public static ResolvedSettings ofOptions(CameraSettings options) {
    return new ResolvedSettings(options, SettingsOrigin.options());
  }
}

package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;

/** Knows the settings of each camera. Asked when a frame comes, and when it is to be admitted. */
@FunctionalInterface
interface CameraSettingsResolver {

  /**
   * Returns what holds for a frame of a camera at this moment.
   *
   * @param capturedAtMicros when it was captured; below 0 when that is unknown
   */
  ResolvedSettings of(String camera, long capturedAtMicros);
}

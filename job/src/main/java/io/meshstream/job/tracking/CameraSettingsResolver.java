package io.meshstream.job.tracking;

import io.meshstream.job.options.CameraSettings;

/** Knows the settings of each camera. Asked once for each frame, when that is to be admitted. */
@FunctionalInterface
interface CameraSettingsResolver {

  /** Returns what holds for a camera at this moment. */
  CameraSettings of(String camera);
}

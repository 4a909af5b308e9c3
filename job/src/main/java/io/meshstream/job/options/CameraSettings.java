package io.meshstream.job.options;

import io.meshstream.vision.TaskSettings;
import java.io.Serializable;

/**
 * How the frames of a camera are handled. Immutable, so that a frame that has been admitted under
 * some settings keeps them whatever is set meanwhile.
 *
 * @param task what is looked for
 * @param outputs what its records hold
 * @param freshness how far it may fall behind
 */
public record CameraSettings(TaskSettings task, OutputSettings outputs, FreshnessSettings freshness)
    implements Serializable {

  static CameraSettings read(OptionReader options, ComputeSettings compute) {
    return new CameraSettings(
        TaskOptions.read(options),
        OutputSettings.read(options),
        FreshnessSettings.read(options, compute));
  }
}

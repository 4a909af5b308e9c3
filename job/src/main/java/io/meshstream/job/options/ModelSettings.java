package io.meshstream.job.options;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import java.io.Serializable;

/**
 * Which models look at the frames of a camera.
 *
 * @param directory name of the directory they are in; empty: those that the job brings
 * @param isAwaited whether frames wait until they are loaded, because they are wanted from a
 *     certain frame on
 * @param shadow name of the directory of others that are on trial; empty: none are
 * @param shadowEveryNth of how many frames one is looked at by those on trial, at least 1
 */
public record ModelSettings(String directory, boolean isAwaited, String shadow, int shadowEveryNth)
    implements Serializable {

  private static final ModelSettings BUNDLED = new ModelSettings("", /* isAwaited= */ false, "", 1);

  /** Returns the models that the job brings, and none on trial. */
  public static ModelSettings bundled() {
    return BUNDLED;
  }

  /** Returns these settings, but for what a record of the control topic says. */
  ModelSettings with(CameraConfig config) {
    String models = config.getModels();
    ShadowModels trial = config.getShadow();
    return new ModelSettings(
        models == null ? directory : models,
        models == null ? isAwaited : config.getFromCapturedAtMicros() != null,
        trial == null ? shadow : trial.getModels(),
        trial == null ? shadowEveryNth : trial.getEveryNth());
  }
}

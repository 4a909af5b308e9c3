package io.meshstream.job.options;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import java.io.Serializable;

/**
 * Which models look at the frames of a camera.
 *
 * @param directory name of the directory they are in; empty: those that the job brings
 * @param shadow name of the directory of others that are on trial; empty: none are
 * @param shadowEveryNth of how many frames one is looked at by those on trial, at least 1
 */
public record ModelSettings(String directory, String shadow, int shadowEveryNth)
    implements Serializable {

  private static final ModelSettings BUNDLED = new ModelSettings("", "", 1);

  /** Returns the models that the job brings, and none on trial. */
  public static ModelSettings bundled() {
    return BUNDLED;
  }

  /** Returns these settings, but for what a record of the control topic says. */
  ModelSettings with(CameraConfig config) {
    String models = config.getModels() == null ? directory : config.getModels();
    ShadowModels trial = config.getShadow();
    return trial == null
        ? new ModelSettings(models, shadow, shadowEveryNth)
        : new ModelSettings(models, trial.getModels(), trial.getEveryNth());
  }
}

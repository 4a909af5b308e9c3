package io.meshstream.job.control;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What asks for models: a record of the control topic, or a checkpoint.
 *
 * @param key the record's key
 * @param position where the record lies; empty if that is not known any more
 * @param models the directory of the models that all frames are to be analysed with, empty for
 *     those that the job brings; nothing if the record is not about all cameras
 * @param shadow the directory of models on trial, empty for none
 */
public record ModelDemand(
    String key, Optional<TopicPosition> position, Optional<String> models, String shadow) {

  private static final String NONE = "";

  /** Returns the demand of a checkpoint for the models that were in force. */
  public static ModelDemand ofCheckpoint(String directory) {
    return new ModelDemand(ConfigRules.ALL_CAMERAS, Optional.empty(), Optional.of(directory), NONE);
  }

  /** Returns the demand of a record that sets something. */
  static ModelDemand ofChange(Optional<TopicPosition> position, CameraConfig config) {
    String models = config.getModels() == null ? NONE : config.getModels();
    return new ModelDemand(
        config.getCameraId(),
        position,
        models(config.getCameraId(), models),
        config.getShadow() == null ? NONE : config.getShadow().getModels());
  }

  /** Returns the demand of a record that takes back what its key had set. */
  static ModelDemand ofReset(Optional<TopicPosition> position, String key) {
    return new ModelDemand(key, position, models(key, NONE), NONE);
  }

  private static Optional<String> models(String key, String models) {
    return key.equals(ConfigRules.ALL_CAMERAS) ? Optional.of(models) : Optional.empty();
  }

  /** Returns the directories that it names. */
  public Set<String> directories() {
    Set<String> directories = new TreeSet<>();
    models.ifPresent(directories::add);
    directories.add(shadow);
    directories.remove(NONE);
    return directories;
  }
}

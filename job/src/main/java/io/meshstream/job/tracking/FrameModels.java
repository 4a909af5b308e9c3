package io.meshstream.job.tracking;

import io.meshstream.job.options.CameraSettings;
import io.meshstream.job.options.ModelSettings;
import io.meshstream.job.vision.ShadowDifference;
import io.meshstream.job.vision.ShadowRun;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Leases what a frame is analysed with when it is admitted: the models in force, and those on trial
 * that see it as well. For the task's thread.
 */
final class FrameModels {

  private final VisionEngine engine;
  private final ModelSwitch models;
  private final Consumer<Optional<ShadowDifference>> compared;

  /**
   * @param compared told, on a thread of the engine, what models on trial saw
   */
  FrameModels(
      VisionEngine engine, ModelSwitch models, Consumer<Optional<ShadowDifference>> compared) {
    this.engine = engine;
    this.models = models;
    this.compared = compared;
  }

  /** Makes those of a job whose models never change. */
  static FrameModels ofJob(VisionEngine engine) {
    ModelSwitch never = new ModelSwitch(engine, Runnable::run, (demand, message) -> {});
    return new FrameModels(engine, never, difference -> {});
  }

  /** Leases the task and the models of a frame that is admitted. */
  TaskLease lease(Admission.Admitted admitted) throws InterruptedException {
    CameraSettings settings = admitted.settings();
    return engine.lease(models.directoryFor(settings.models()), settings.task());
  }

  /** Leases what else is to see a frame that is admitted, if anything is. */
  Optional<ShadowRun> shadow(Admission.Admitted admitted) {
    CameraSettings settings = admitted.settings();
    ModelSettings wanted = settings.models();
    return models
        .shadowFor(wanted)
        .filter(
            directory -> ShadowSampling.isDue(admitted.frame().header(), wanted.shadowEveryNth()))
        .map(directory -> new ShadowRun(engine.lease(directory, settings.task()), compared));
  }
}

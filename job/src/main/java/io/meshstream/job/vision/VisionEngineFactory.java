package io.meshstream.job.vision;

import java.io.Serializable;
import java.util.OptionalInt;

/** Makes vision engines where the job runs; travels there with the job graph. */
@FunctionalInterface
public interface VisionEngineFactory extends Serializable {

  /**
   * Makes the engine of one subtask.
   *
   * @param assignedGpu the GPU that the cluster assigns to the subtask, by its index; empty if it
   *     assigns none
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device that was asked
   *     for cannot be had
   * @throws IllegalStateException if the models cannot be loaded
   */
  VisionEngine open(OptionalInt assignedGpu);
}

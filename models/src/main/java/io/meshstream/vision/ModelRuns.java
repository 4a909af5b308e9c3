package io.meshstream.vision;

import io.meshstream.vision.inference.RunCount;

/**
 * How often the models of a set have run so far, for all that share them.
 *
 * @param detector runs of the detectors
 * @param landmarks runs of the landmark models
 */
public record ModelRuns(RunCount detector, RunCount landmarks) {

  /** Returns the counts of models that have not run. */
  public static ModelRuns none() {
    return new ModelRuns(new RunCount(0, 0), new RunCount(0, 0));
  }

  /** Adds the runs of other models. */
  public ModelRuns plus(ModelRuns other) {
    return new ModelRuns(detector.plus(other.detector), landmarks.plus(other.landmarks));
  }
}

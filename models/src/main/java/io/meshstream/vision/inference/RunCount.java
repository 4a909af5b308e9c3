package io.meshstream.vision.inference;

/**
 * How often a model has run.
 *
 * @param runs number of runs
 * @param items number of items in them, without padding
 */
public record RunCount(long runs, long items) {

  /** Adds another model's runs. */
  public RunCount plus(RunCount other) {
    return new RunCount(runs + other.runs, items + other.items);
  }
}

package io.meshstream.job.tracking;

import java.util.List;
import java.util.SplittableRandom;

/** Runs simulated jobs: a seed decides all that happens to one, and always gives the same. */
final class Simulation {

  private Simulation() {}

  /**
   * Runs one job to its end.
   *
   * @throws SimulationFailure if it breaks a promise; the message says how to repeat it
   */
  static void run(long seed) {
    try {
      written(seed);
    } catch (Exception | SimulationFailure e) {
      throw new SimulationFailure(
          "seed %d: ./mvnw -pl job -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=%d%n%s"
              .formatted(seed, seed, e),
          e);
    }
  }

  /** Does the same, and returns all that the job has written, in its order. */
  static List<Object> written(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    SimulationPlan plan = SimulationPlan.of(random);
    List<Object> written = new SimulatedJob(plan, random).run();
    new SequentialOracle(plan).check(written);
    return written;
  }
}

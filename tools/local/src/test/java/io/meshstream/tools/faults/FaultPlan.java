package io.meshstream.tools.faults;

import java.util.List;
import java.util.Map;

/**
 * What befalls a cluster, one after the other.
 *
 * @param name what its topics are called after
 * @param options options of the jobs
 * @param configuration what of Flink's configuration is the jobs' own
 * @param highlyAvailable whether another JobManager knows the jobs of the one before
 */
record FaultPlan(
    String name,
    List<Fault> faults,
    Map<String, String> options,
    Map<String, String> configuration,
    boolean highlyAvailable) {

  FaultPlan {
    faults = List.copyOf(faults);
    options = Map.copyOf(options);
    configuration = Map.copyOf(configuration);
  }

  /** Makes one of jobs as they are by default, on a cluster that is highly available. */
  static FaultPlan of(String name, Fault... faults) {
    return new FaultPlan(name, List.of(faults), Map.of(), Map.of(), true);
  }

  /** The same, of jobs with options. */
  FaultPlan withOptions(Map<String, String> more) {
    return new FaultPlan(name, faults, more, configuration, highlyAvailable);
  }

  /** The same, of jobs with another configuration of Flink's. */
  FaultPlan withConfiguration(Map<String, String> more) {
    return new FaultPlan(name, faults, options, more, highlyAvailable);
  }

  /** The same, on a cluster that is not. */
  FaultPlan withoutHighAvailability() {
    return new FaultPlan(name, faults, options, configuration, false);
  }
}

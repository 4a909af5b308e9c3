package io.meshstream.tools.faults;

import java.util.List;
import java.util.Map;

/**
 * What befalls a cluster, one after the other.
 *
 * @param name what its topics are called after
 * @param cameras how many there are
 * @param framesPerSecond the pace of each
 * @param options options of the jobs
 * @param configuration what of Flink's configuration is the jobs' own
 * @param highlyAvailable whether another JobManager knows the jobs of the one before
 */
record FaultPlan(
    String name,
    List<Fault> faults,
    int cameras,
    double framesPerSecond,
    Map<String, String> options,
    Map<String, String> configuration,
    boolean highlyAvailable) {

  private static final int CAMERAS = 4;
  private static final double FRAMES_PER_SECOND = 5;

  FaultPlan {
    faults = List.copyOf(faults);
    options = Map.copyOf(options);
    configuration = Map.copyOf(configuration);
  }

  /** Makes one of a few cameras and jobs as they are by default, on a highly available cluster. */
  static FaultPlan of(String name, Fault... faults) {
    return new FaultPlan(
        name, List.of(faults), CAMERAS, FRAMES_PER_SECOND, Map.of(), Map.of(), true);
  }

  /** The same, of as many cameras. */
  FaultPlan withCameras(int count, double pace) {
    return new FaultPlan(name, faults, count, pace, options, configuration, highlyAvailable);
  }

  /** The same, of jobs with options. */
  FaultPlan withOptions(Map<String, String> more) {
    return new FaultPlan(
        name, faults, cameras, framesPerSecond, more, configuration, highlyAvailable);
  }

  /** The same, of jobs with another configuration of Flink's. */
  FaultPlan withConfiguration(Map<String, String> more) {
    return new FaultPlan(name, faults, cameras, framesPerSecond, options, more, highlyAvailable);
  }

  /** The same, on a cluster that is not. */
  FaultPlan withoutHighAvailability() {
    return new FaultPlan(name, faults, cameras, framesPerSecond, options, configuration, false);
  }
}

package io.meshstream.tools.faults;

import io.meshstream.tools.cluster.OutputDifference;
import java.util.List;
import java.util.Map;

/**
 * What came of a plan.
 *
 * @param times how long each job took to get over each fault
 * @param differences by delivery, what is not as it would be without faults
 * @param endedJobManagers how many JobManagers ended by themselves meanwhile
 * @param problems what should not be: nothing, if all is well
 */
record PlanReport(
    FaultPlan plan,
    List<FaultTime> times,
    Map<String, OutputDifference> differences,
    int endedJobManagers,
    List<String> problems) {}

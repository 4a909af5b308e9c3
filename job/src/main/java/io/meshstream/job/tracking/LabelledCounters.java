package io.meshstream.job.tracking;

import io.meshstream.job.names.JobMetric;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * One counter of the catalogue for each value of its label, registered when a value first comes.
 *
 * <p>What exceeds the bound is counted as {@link CameraMetrics#OTHER}. For one thread.
 */
final class LabelledCounters {

  private final JobMetric metric;
  private final MetricGroup group;
  private final int most;
  private final Map<String, Counter> counters = new HashMap<>();

  /**
   * @param most how many values have a counter of their own
   */
  LabelledCounters(JobMetric metric, MetricGroup group, int most) {
    this.metric = metric;
    this.group = group;
    this.most = most;
  }

  /** Adds one to the counter of a value. */
  void count(String value) {
    Counter counter = counters.get(value);
    if (counter == null) {
      String label = counters.size() < most ? value : CameraMetrics.OTHER;
      counter = counters.computeIfAbsent(label, first -> metric.labelled(group, first));
    }
    counter.inc();
  }
}

package io.meshstream.job.options;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/** The rule that a transaction must be able to stay open until the next checkpoint ends it. */
public final class TransactionRule {

  private TransactionRule() {}

  /**
   * The problem, if the broker would abort transactions before their checkpoint.
   *
   * @param checkpointInterval the interval that is in force
   */
  public static Optional<String> problem(JobSettings.Outputs outputs, Duration checkpointInterval) {
    if (outputs.delivery() != Delivery.EXACTLY_ONCE
        || outputs.transactionTimeout().compareTo(checkpointInterval) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("%s: %s (expected: longer than the checkpoint interval, %s,"
                + " with sink.delivery = exactly-once)")
            .formatted(
                JobOptions.SINK_TRANSACTION_TIMEOUT.key(),
                TimeUtils.formatWithHighestUnit(outputs.transactionTimeout()),
                TimeUtils.formatWithHighestUnit(checkpointInterval)));
  }
}

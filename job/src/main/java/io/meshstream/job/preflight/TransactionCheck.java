package io.meshstream.job.preflight;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.SinkSettings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.common.Node;

/**
 * Sees that a transaction may stay open for as long as it may take to commit it, with exactly-once:
 * what Kafka gives up before that is lost.
 */
final class TransactionCheck {

  /** Name of the broker's limit. */
  private static final String BROKERS_LIMIT = "transaction.max.timeout.ms";

  private static final String ADVICE = "some hours are right for both";

  private final JobSettings settings;
  private final ReadableConfig flink;
  private final Brokers brokers;
  private final Findings findings;

  TransactionCheck(JobSettings settings, ReadableConfig flink, Brokers brokers, Findings findings) {
    this.settings = settings;
    this.flink = flink;
    this.brokers = brokers;
    this.findings = findings;
  }

  void check() throws InterruptedException {
    checkBrokersLimit();
    checkOutage();
  }

  private void checkBrokersLimit() throws InterruptedException {
    try {
      for (Node broker : brokers.nodes()) {
        checkBrokersLimit(broker, brokers.brokerConfig(broker).get(BROKERS_LIMIT));
      }
    } catch (ExecutionException e) {
      warnOfUnknownLimit(e.getCause().getMessage());
    }
  }

  private void checkBrokersLimit(Node broker, String limit) {
    if (limit == null) {
      warnOfUnknownLimit("it is hidden");
      return;
    }
    Duration longest = Duration.ofMillis(Long.parseLong(limit));
    if (timeout().compareTo(longest) > 0) {
      findings.problem(
          ("%s: %s (expected: at most %s of broker %s, %s); raise that of the brokers or lower the"
                  + " option, %s")
              .formatted(
                  SinkSettings.TRANSACTION_TIMEOUT.key(),
                  text(timeout()),
                  BROKERS_LIMIT,
                  broker.idString(),
                  text(longest),
                  ADVICE));
    }
  }

  private void warnOfUnknownLimit(String why) {
    findings.warning(
        ("%s: %s (expected: at most %s of the brokers, which do not tell it: %s); if the job fails"
                + " with an InvalidTxnTimeoutException, raise the one or lower the other")
            .formatted(
                SinkSettings.TRANSACTION_TIMEOUT.key(), text(timeout()), BROKERS_LIMIT, why));
  }

  private void checkOutage() {
    Duration interval = settings.state().checkpointInterval(flink);
    Duration checkpoint = flink.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT);
    Duration restart = RestartBudget.of(flink);
    if (timeout().compareTo(interval.plus(checkpoint).plus(restart)) <= 0) {
      findings.warning(
          ("%s: %s (expected: longer than checkpoint interval, checkpoint timeout and restart"
                  + " together, %s + %s + %s); records are lost when a failure takes longer, so raise"
                  + " it and, if need be, %s of the brokers, %s")
              .formatted(
                  SinkSettings.TRANSACTION_TIMEOUT.key(),
                  text(timeout()),
                  text(interval),
                  text(checkpoint),
                  text(restart),
                  BROKERS_LIMIT,
                  ADVICE));
    }
  }

  private Duration timeout() {
    return settings.sink().transactionTimeout();
  }

  private static String text(Duration duration) {
    return TimeUtils.formatWithHighestUnit(duration);
  }
}

package io.meshstream.job.preflight;

import io.meshstream.job.options.Delivery;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.job.options.SinkSettings;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * Looks whether somebody else may be active under the job's names.
 *
 * <p>It can only warn: what a job leaves behind that was killed a moment ago looks the same.
 */
final class NameCheck {

  private final JobSettings settings;
  private final Brokers brokers;
  private final Findings findings;

  NameCheck(JobSettings settings, Brokers brokers, Findings findings) {
    this.settings = settings;
    this.brokers = brokers;
    this.findings = findings;
  }

  void check() throws InterruptedException {
    checkGroup();
    if (settings.sink().delivery() == Delivery.EXACTLY_ONCE) {
      checkTransactions();
    }
  }

  private void checkGroup() throws InterruptedException {
    String group = settings.kafka().groupId();
    try {
      Collection<MemberDescription> members = brokers.members(group);
      if (!members.isEmpty()) {
        findings.warning(
            ("%s: %s, which other consumers have joined: %d (expected: a group of the job's own);"
                    + " Kafka will not take the job's progress, so stop them, or choose another group")
                .formatted(KafkaSettings.GROUP_ID.key(), group, members.size()));
      }
    } catch (ExecutionException e) {
      // There is no such group yet, or describing groups takes a right that the job does not need.
      return;
    }
  }

  private void checkTransactions() throws InterruptedException {
    String prefix = settings.sink().transactionalIdPrefix();
    try {
      List<String> open = brokers.openTransactions(prefix + "-");
      if (!open.isEmpty()) {
        findings.warning(
            ("%s: %s, with open transactions: %s (expected: none before the job starts); either a"
                    + " job that was killed left them, then they are ended now, or another job runs"
                    + " under this name, then both lose records: give one of them another")
                .formatted(
                    SinkSettings.TRANSACTIONAL_ID_PREFIX.key(), prefix, String.join(", ", open)));
      }
    } catch (ExecutionException e) {
      // Listing transactions takes a right, and a broker of 3.0 or later, that the job may lack.
      return;
    }
  }
}

package io.meshstream.job.preflight;

import io.meshstream.job.options.ControlSettings;
import io.meshstream.job.options.Delivery;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.job.options.SinkSettings;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Sees that the brokers let the job do what it has to with its topics and under its names. */
final class AccessCheck {

  private final JobSettings settings;
  private final Brokers brokers;
  private final Findings findings;

  AccessCheck(JobSettings settings, Brokers brokers, Findings findings) {
    this.settings = settings;
    this.brokers = brokers;
    this.findings = findings;
  }

  void check() throws InterruptedException {
    SinkSettings sink = settings.sink();
    // Exactly-once looks at the topics after a failure, to see what reached them.
    Set<AclOperation> ofOutputs =
        sink.delivery() == Delivery.EXACTLY_ONCE
            ? EnumSet.of(AclOperation.WRITE, AclOperation.READ)
            : EnumSet.of(AclOperation.WRITE);
    check(FramesSettings.TOPIC, settings.frames().topic(), EnumSet.of(AclOperation.READ));
    check(SinkSettings.LANDMARKS_TOPIC, sink.landmarksTopic(), ofOutputs);
    check(SinkSettings.DEAD_LETTERS_TOPIC, sink.deadLettersTopic(), ofOutputs);
    if (settings.events().isOn()) {
      check(EventsSettings.TOPIC, settings.events().topic(), ofOutputs);
    }
    if (settings.control().isOn()) {
      check(ControlSettings.TOPIC, settings.control().topic(), EnumSet.of(AclOperation.READ));
    }
    checkGroup();
    if (sink.delivery() == Delivery.EXACTLY_ONCE) {
      checkTransactionalIds(sink.transactionalIdPrefix() + "-");
    }
  }

  /** The job asks how far it has come, and says so, under the name of its group. */
  private void checkGroup() throws InterruptedException {
    String group = settings.kafka().groupId();
    try {
      Set<AclOperation> allowed = brokers.group(group).authorizedOperations();
      if (allowed == null || allowed.contains(AclOperation.READ)) {
        return;
      }
    } catch (ExecutionException e) {
      // A group that nobody has used yet is none, for those who may see it.
      if (!(e.getCause() instanceof GroupAuthorizationException)) {
        return;
      }
    }
    findings.problem(
        ("%s: %s, a group that the job may not use (expected: READ); allow it with kafka-acls.sh"
                + " --bootstrap-server %s --add --group %2$s --allow-principal User:... --operation"
                + " read")
            .formatted(KafkaSettings.GROUP_ID.key(), group, settings.kafka().bootstrapServers()));
  }

  private void checkTransactionalIds(String prefix) throws InterruptedException {
    try {
      var unused = brokers.transaction(prefix + "preflight");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdAuthorizationException) {
        findings.problem(
            ("%s: %s, ids that begin so are not the job's to use (expected: WRITE and DESCRIBE);"
                    + " allow it with kafka-acls.sh --bootstrap-server %s --add --transactional-id"
                    + " %2$s --resource-pattern-type prefixed --allow-principal User:..."
                    + " --operation write --operation describe")
                .formatted(
                    SinkSettings.TRANSACTIONAL_ID_PREFIX.key(),
                    prefix,
                    settings.kafka().bootstrapServers()));
      }
      // An id that nobody has used yet is none, for those who may see it.
    }
  }

  private void check(ConfigOption<String> option, String topic, Set<AclOperation> needed)
      throws InterruptedException {
    Set<AclOperation> allowed;
    try {
      allowed = brokers.topic(topic).authorizedOperations();
    } catch (ExecutionException e) {
      // Whether the topic is there is another check's question.
      return;
    }
    if (allowed == null || allowed.containsAll(needed)) {
      return;
    }
    Set<AclOperation> missing = EnumSet.copyOf(needed);
    missing.removeAll(allowed);
    findings.problem(
        ("%s: %s, which the job may only %s (expected: %s as well); allow it with kafka-acls.sh"
                + " --bootstrap-server %s --add --topic %2$s --allow-principal User:... --operation"
                + " %6$s")
            .formatted(
                option.key(),
                topic,
                names(allowed),
                names(missing),
                settings.kafka().bootstrapServers(),
                missing.iterator().next().name().toLowerCase(Locale.ROOT)));
  }

  private static String names(Set<AclOperation> operations) {
    Set<String> names = new TreeSet<>();
    operations.forEach(each -> names.add(each.name()));
    return String.join(", ", names);
  }
}

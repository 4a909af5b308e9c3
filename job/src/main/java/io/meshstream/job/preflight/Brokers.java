package io.meshstream.job.preflight;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** Asks the brokers, and waits for their answers; each question may take a right of its own. */
final class Brokers {

  private final Admin admin;

  Brokers(Admin admin) {
    this.admin = admin;
  }

  /** Lists the brokers. */
  Collection<Node> nodes() throws ExecutionException, InterruptedException {
    return admin.describeCluster().nodes().get();
  }

  TopicDescription topic(String name) throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(
            List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .allTopicNames()
        .get()
        .get(name);
  }

  /** Returns what the configuration of a topic says, and where it says so. */
  Collection<ConfigEntry> topicEntries(String name)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries();
  }

  /** Returns the configuration of a topic, by key; keys whose value is secret are missing. */
  Map<String, String> topicConfig(String name) throws ExecutionException, InterruptedException {
    return config(new ConfigResource(ConfigResource.Type.TOPIC, name));
  }

  /** Returns the configuration of a broker, likewise. */
  Map<String, String> brokerConfig(Node broker) throws ExecutionException, InterruptedException {
    return config(new ConfigResource(ConfigResource.Type.BROKER, broker.idString()));
  }

  private Map<String, String> config(ConfigResource resource)
      throws ExecutionException, InterruptedException {
    KafkaFuture<Map<ConfigResource, Config>> answer =
        admin.describeConfigs(List.of(resource)).all();
    return answer.get().get(resource).entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** Lists the ids of the open transactions that begin so, sorted. */
  List<String> openTransactions(String prefix) throws ExecutionException, InterruptedException {
    var ongoing = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
    return admin.listTransactions(ongoing).all().get().stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(prefix))
        .sorted()
        .toList();
  }

  /** Lists the consumers that have joined a group; the job's own never do. */
  Collection<MemberDescription> members(String group)
      throws ExecutionException, InterruptedException {
    return group(group).members();
  }

  /** Asks for a transactional id, which is known once somebody has used it. */
  TransactionDescription transaction(String id) throws ExecutionException, InterruptedException {
    return admin.describeTransactions(List.of(id)).description(id).get();
  }

  /** Describes a group, which is there once somebody has used it. */
  ConsumerGroupDescription group(String name) throws ExecutionException, InterruptedException {
    return admin
        .describeConsumerGroups(
            List.of(name), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
        .all()
        .get()
        .get(name);
  }
}

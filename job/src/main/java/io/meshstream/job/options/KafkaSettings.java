package io.meshstream.job.options;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * How to reach the brokers.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param groupId consumer group on the frames topic
 * @param clientProperties what else every Kafka client is told, such as how to log in
 * @param consumerProperties what the consumer of the frames topic is told beside that
 * @param producerProperties what the producers are told beside that
 */
public record KafkaSettings(
    String bootstrapServers,
    String groupId,
    Map<String, String> clientProperties,
    Map<String, String> consumerProperties,
    Map<String, String> producerProperties)
    implements Serializable {

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      ConfigOptions.key("kafka.bootstrap-servers")
          .stringType()
          .defaultValue("localhost:9092")
          .withDescription("Brokers to ask first: host:port, several separated by commas.");

  public static final ConfigOption<String> GROUP_ID =
      ConfigOptions.key("kafka.group-id")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Consumer group that shows the job's progress on the frames topic. After a failure"
                  + " the job goes by its checkpoint, not by the group. By default the job's name.");

  static final OptionGroup GROUP = OptionGroup.of("Kafka", BOOTSTRAP_SERVERS, GROUP_ID);

  /** Options that begin like this go to every Kafka client, without the prefix. */
  private static final String PROPERTIES = "kafka.properties.";

  /** Options that begin like this go to the consumer of the frames topic, without the prefix. */
  private static final String CONSUMER_PROPERTIES = "kafka.consumer.properties.";

  /** Options that begin like this go to the producers, without the prefix. */
  private static final String PRODUCER_PROPERTIES = "kafka.producer.properties.";

  /** What options begin with that are passed on to Kafka's clients. */
  static final List<String> PROPERTY_PREFIXES =
      List.of(PROPERTIES, CONSUMER_PROPERTIES, PRODUCER_PROPERTIES);

  private static final Pattern SERVERS = Pattern.compile("[^\\s,:]\\S*:\\d{1,5}(,\\S+:\\d{1,5})*");

  /** Kafka properties that the job sets itself, and the option that decides instead. */
  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "set kafka.bootstrap-servers"),
          Map.entry("client.id", "clients are called after the job: set pipeline.name of Flink"),
          Map.entry(
              "client.id.prefix", "clients are called after the job: set pipeline.name of Flink"),
          Map.entry("group.id", "set kafka.group-id"),
          Map.entry("group.instance.id", "the job assigns partitions itself"),
          Map.entry("group.protocol", "the job assigns partitions itself"),
          Map.entry("isolation.level", "frames of aborted transactions were never sent"),
          Map.entry("partition.discovery.interval.ms", "set frames.partition-discovery-interval"),
          Map.entry("commit.offsets.on.checkpoint", "checkpoints decide what is committed"),
          Map.entry("auto.offset.reset", "set frames.starting-offsets"),
          Map.entry("enable.auto.commit", "checkpoints decide what is committed"),
          Map.entry("key.deserializer", "set frames.format"),
          Map.entry("value.deserializer", "set frames.format"),
          Map.entry("key.serializer", "the output format is fixed"),
          Map.entry("value.serializer", "the output format is fixed"),
          Map.entry("acks", "no record may be lost"),
          Map.entry("enable.idempotence", "records must stay in order"),
          Map.entry("transactional.id", "set sink.transactional-id-prefix"),
          Map.entry("transaction.timeout.ms", "set sink.transaction-timeout"));

  /** Copies the maps. */
  public KafkaSettings {
    clientProperties = Map.copyOf(clientProperties);
    consumerProperties = Map.copyOf(consumerProperties);
    producerProperties = Map.copyOf(producerProperties);
  }

  static KafkaSettings read(OptionReader options, String jobName) {
    return new KafkaSettings(
        options.read(
            BOOTSTRAP_SERVERS,
            "host:port, several separated by commas",
            servers -> SERVERS.matcher(servers).matches()),
        options.name(GROUP_ID, jobName),
        properties(options, PROPERTIES),
        properties(options, CONSUMER_PROPERTIES),
        properties(options, PRODUCER_PROPERTIES));
  }

  private static Map<String, String> properties(OptionReader options, String prefix) {
    Map<String, String> properties = options.beginningWith(prefix);
    for (String property : properties.keySet()) {
      if (RESERVED.containsKey(property)) {
        options.note(
            "%s%s: set (expected: left to the job); %s"
                .formatted(prefix, property, RESERVED.get(property)));
      }
    }
    return properties;
  }

  /** Returns what every client is told, in the form that Kafka wants; a copy. */
  public Properties forClients() {
    return with(Map.of());
  }

  /** Returns the same for a consumer. */
  public Properties forConsumers() {
    return with(consumerProperties);
  }

  /** Returns the same for a producer. */
  public Properties forProducers() {
    return with(producerProperties);
  }

  private Properties with(Map<String, String> more) {
    Properties properties = new Properties();
    properties.putAll(clientProperties);
    properties.putAll(more);
    return properties;
  }

  /** Shows no client property's value: there are passwords among them. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers=%s, groupId=%s, clientProperties=%s, consumerProperties=%s, producerProperties=%s]"
        .formatted(
            bootstrapServers,
            groupId,
            clientProperties.keySet(),
            consumerProperties.keySet(),
            producerProperties.keySet());
  }
}

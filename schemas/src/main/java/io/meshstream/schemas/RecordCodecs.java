package io.meshstream.schemas;

import io.meshstream.schemas.registry.LookUps;
import io.meshstream.schemas.registry.Patience;
import io.meshstream.schemas.registry.RegisteredSchemas;
import io.meshstream.schemas.registry.RegistryConfig;
import io.meshstream.schemas.registry.RegistryException;
import io.meshstream.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes codecs for the topics of a system: with a schema registry, such as write Confluent's wire
 * format and read it as well; without one, such as know single-object encoding only.
 *
 * <p>The subject of a topic's values is the topic's name and {@code -value}. Thread-safe.
 */
public final class RecordCodecs {

  private final Optional<SchemaRegistry> registry;
  private final RegisteredSchemas registered;
  private final Patience patience;
  private final LongAdder hits = new LongAdder();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();

  private RecordCodecs(
      Optional<SchemaRegistry> registry, RegisteredSchemas registered, Patience patience) {
    this.registry = registry;
    this.registered = registered;
    this.patience = patience;
    this.ids.putAll(registered.ids());
  }

  /**
   * Makes codecs as Kafka client settings say, see {@link RegistryConfig}; reading waits for the
   * registry.
   *
   * @throws RegistryException if settings of the registry make no sense
   */
  public static RecordCodecs of(Map<String, ?> clientConfig) {
    return of(RegistryConfig.of(clientConfig), RegisteredSchemas.none(), Patience.OF_A_TOOL);
  }

  /**
   * Makes codecs.
   *
   * @param config which registry; empty: none
   * @param registered what need not be asked for
   * @param patience how long reading waits for the registry
   * @throws RegistryException if settings of the registry make no sense
   */
  public static RecordCodecs of(
      Optional<RegistryConfig> config, RegisteredSchemas registered, Patience patience) {
    return new RecordCodecs(config.map(SchemaRegistry::new), registered, patience);
  }

  /** Makes a codec that reads a topic. */
  public <T extends SpecificRecord> RecordCodec<T> reading(SingleObjectCodec<T> plain) {
    return codec(plain, OptionalInt.empty());
  }

  /**
   * Makes a codec that writes to a topic, and reads from it.
   *
   * @throws RegistryException if the registry has to be asked for the schema's id and gives none
   */
  public <T extends SpecificRecord> RecordCodec<T> writing(
      SingleObjectCodec<T> plain, String topic) {
    return codec(
        plain,
        registry.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(
                ids.computeIfAbsent(
                    SchemaRegistry.subjectOf(topic),
                    subject -> registry.get().id(subject, plain.schema()))));
  }

  /** Tells whether there is a registry. */
  public boolean hasRegistry() {
    return registry.isPresent();
  }

  /** Returns how many requests these codecs have made to the registry. */
  public long registryRequests() {
    return registry.map(SchemaRegistry::requests).orElse(0L);
  }

  /** Returns how many schemas of messages they knew without asking it. */
  public long cacheHits() {
    return hits.sum();
  }

  private <T extends SpecificRecord> RecordCodec<T> codec(
      SingleObjectCodec<T> plain, OptionalInt writerId) {
    if (registry.isEmpty()) {
      return plain;
    }
    return new ConfluentCodec<>(
        plain,
        reader -> new LookUps<>(registry.get(), registered.schemas(), reader, patience, hits),
        writerId);
  }
}

package io.meshstream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshstream.job.names.OperatorNames;
import io.meshstream.job.options.Delivery;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.RegistrySettings;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.job.records.EventRecords;
import io.meshstream.job.records.Traced;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.CameraEventDeserializer;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.DeadLetterDeserializer;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Makes the sinks of the output topics, which give the same guarantee.
 *
 * <p>Keys are camera ids in UTF-8, values Avro in single-object encoding or, with a schema
 * registry, in Confluent's wire format. The timestamp of a record is that of the frame's own
 * record, so it too is the same when a frame is processed again; unless the topic would refuse it.
 */
public final class OutputTopics {

  /** What a face takes in a record, generously: 468 landmarks, detection, region, irises. */
  private static final int FACE_BYTES = 6 * 1024;

  /** What a hand takes in a record, generously: 21 landmarks twice, detection, region. */
  private static final int HAND_BYTES = 640;

  /** What a record takes beside its faces and hands, generously. */
  private static final int RECORD_OVERHEAD_BYTES = 4 * 1024;

  /** What an event takes at most, generously: its message is short. */
  private static final int EVENT_BYTES = 16 * 1024;

  private OutputTopics() {}

  /**
   * Returns an upper bound for the bytes of a landmarks record.
   *
   * @param maxFaces how many faces are sought; for a moment twice as many may be tracked
   * @param maxHands how many hands are sought, likewise
   */
  public static long largestRecord(int maxFaces, int maxHands) {
    return RECORD_OVERHEAD_BYTES + 2L * maxFaces * FACE_BYTES + 2L * maxHands * HAND_BYTES;
  }

  /** Returns an upper bound for the bytes of an event. */
  public static long largestEvent() {
    return EVENT_BYTES;
  }

  /** Makes the sink of the landmarks topic. */
  public static Sink<Traced<FrameLandmarks>> landmarks(JobSettings settings) {
    String topic = settings.sink().landmarksTopic();
    RegistrySettings registry = settings.registry();
    return sink(
        settings,
        OperatorNames.LANDMARKS,
        new TracedRecords<>(
            timestamped(
                settings,
                topic,
                // The builder, not a lambda: pooled transactions need to know the topic.
                KafkaRecordSerializationSchema.<FrameLandmarks>builder()
                    .setTopic(topic)
                    .setKeySerializationSchema((FrameLandmarks record) -> key(record.getCameraId()))
                    .setValueSerializationSchema(
                        new RecordValues<>(registry, topic, SingleObjectCodec::ofFrameLandmarks))
                    .build())),
        record -> Optional.of(TopicPosition.of(record.value())),
        new OutputRecords<>(
            topic,
            () -> new FrameLandmarksDeserializer(registry.codecs()),
            record -> Optional.of(TopicPosition.of(record))));
  }

  /** Makes the sink of the dead letter topic. */
  public static Sink<DeadLetter> deadLetters(JobSettings settings) {
    String topic = settings.sink().deadLettersTopic();
    RegistrySettings registry = settings.registry();
    return sink(
        settings,
        OperatorNames.DEAD_LETTERS,
        timestamped(
            settings,
            topic,
            KafkaRecordSerializationSchema.<DeadLetter>builder()
                .setTopic(topic)
                .setKeySerializationSchema((DeadLetter record) -> key(record.getCameraId()))
                .setValueSerializationSchema(
                    new RecordValues<>(registry, topic, SingleObjectCodec::ofDeadLetters))
                .build()),
        letter -> Optional.of(TopicPosition.of(letter)),
        new OutputRecords<>(
            topic,
            () -> new DeadLetterDeserializer(registry.codecs()),
            letter -> Optional.of(TopicPosition.of(letter))));
  }

  /**
   * Makes the sink of the events topic. After a restart, exactly-once accounts for the events that
   * happened with frames; one that a clock tells, or the control topic, answers none.
   */
  public static Sink<CameraEvent> events(JobSettings settings) {
    String topic = settings.events().topic();
    RegistrySettings registry = settings.registry();
    return sink(
        settings,
        OperatorNames.EVENTS,
        timestamped(
            settings,
            topic,
            KafkaRecordSerializationSchema.<CameraEvent>builder()
                .setTopic(topic)
                .setKeySerializationSchema((CameraEvent event) -> key(event.getCameraId()))
                .setValueSerializationSchema(
                    new RecordValues<>(registry, topic, SingleObjectCodec::ofCameraEvents))
                .build()),
        EventRecords::frameOf,
        new OutputRecords<>(
            topic, () -> new CameraEventDeserializer(registry.codecs()), EventRecords::frameOf));
  }

  private static byte[] key(String camera) {
    return camera.getBytes(UTF_8);
  }

  private static <T> TimestampedRecords<T> timestamped(
      JobSettings settings, String topic, KafkaRecordSerializationSchema<T> serializer) {
    return new TimestampedRecords<>(serializer, settings.kafka(), topic);
  }

  /**
   * Makes a sink.
   *
   * @param position which frame an element is about
   * @param records the topic, to be read again
   */
  private static <T> Sink<T> sink(
      JobSettings settings,
      String name,
      KafkaRecordSerializationSchema<T> serializer,
      PositionOf<T> position,
      OutputRecords<?> records) {
    KafkaSinkBuilder<T> builder =
        KafkaSink.<T>builder()
            .setBootstrapServers(settings.kafka().bootstrapServers())
            .setKafkaProducerConfig(producerProperties(settings))
            .setRecordSerializer(serializer);
    SinkSettings outputs = settings.sink();
    if (outputs.delivery() == Delivery.AT_LEAST_ONCE) {
      return new AtLeastOnceSink<>(
          builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build());
    }
    KafkaSink<T> kafka =
        builder
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(outputs.transactionalIdPrefix() + "-" + name)
            // Ids are used again, so the broker is not left with state for one id per checkpoint.
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(outputs.transactionTimeout().toMillis()))
            .build();
    return new FramesSink<>(
        kafka, position, records, clientProperties(settings), outputs.onLostRecords());
  }

  private static Properties clientProperties(JobSettings settings) {
    Properties properties = settings.kafka().forClients();
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
    return properties;
  }

  /** Returns what the producers are told: the job's own, what the settings say, guarantees. */
  static Properties producerProperties(JobSettings settings) {
    Properties properties = new Properties();
    // Landmarks and JPEGs do not get smaller, and not every consumer knows every codec.
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    // Kafka's default of 5 ms would be most of a record's latency, and saves next to nothing beside
    // what a frame takes; under load records gather while requests are in flight.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Long.toString(
            Math.max(
                ContractLimits.LANDMARKS_BYTES,
                settings.limits().deadLetterBytes() + ContractLimits.OVERHEAD_BYTES)));
    properties.putAll(settings.kafka().forProducers());
    // Kafka's defaults, which a client property must not weaken.
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return properties;
  }
}

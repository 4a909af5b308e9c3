package io.meshstream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshstream.job.KafkaBroker;
import io.meshstream.job.options.LostRecords;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameLandmarksSerializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.TopicPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the transactions of a restored checkpoint, on a real broker. */
class VerifyingCommitterIT {

  private static final PositionOf<FrameLandmarks> POSITION =
      record -> Optional.of(TopicPosition.of(record));

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private final Map<String, Counter> counters = new HashMap<>();

  private String topic;
  private String id;
  private TestingRequest request;

  @BeforeEach
  void createTopic(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName();
    id = topic + "-landmarks-0-0";
    broker.create(topic);
  }

  @Test
  void whatWasWrittenBeforeTheCheckpointIsCommitted() throws Exception {
    request = precommit(12, 13);

    commit(LostRecords.FAIL);

    assertThat(request.outcome).isNull();
    assertThat(offsetsOnTopic()).containsExactlyInAnyOrder(12L, 13L);
  }

  @Test
  void aTransactionThatKafkaGaveUpFailsTheJobForGoodAndTheMessageNamesTheFrames() throws Exception {
    request = precommit(12, 13, 20);
    giveUp();

    LostRecordsException lost =
        catchThrowableOfType(LostRecordsException.class, () -> commit(LostRecords.FAIL));

    assertThat(lost)
        .hasMessageContaining("the records of 3 frames")
        .hasMessageContaining("partition 5: 12 to 13, 20.")
        .hasMessageContaining("meshstream ledger --repair --processed 5:20")
        .hasMessageContaining("sink.on-lost-records=continue");
    assertThat(counters.get("lost.records").getCount()).isEqualTo(3);
    assertThat(counters.get("lost.transactions").getCount()).isEqualTo(1);
  }

  @Test
  void aJobThatIsToGoOnOnlyCountsThem() throws Exception {
    request = precommit(12, 13);
    giveUp();

    commit(LostRecords.CONTINUE);

    assertThat(request.outcome).isEqualTo("failed for a known reason");
    assertThat(counters.get("lost.records").getCount()).isEqualTo(2);
  }

  @Test
  void aTransactionWhoseIdWasUsedAgainHadBeenCommittedAndWhatIsLeftOpenIsEnded() throws Exception {
    request = precommit(12, 13);
    commit(LostRecords.FAIL);
    leaveOpen(id, 14);
    send(15);
    assertThat(offsetsOnTopic()).containsExactlyInAnyOrder(12L, 13L);

    commit(LostRecords.FAIL);

    assertThat(request.outcome).isEqualTo("already committed");
    assertThat(counters.get("lost.records").getCount()).isZero();
    assertThat(offsetsOnTopic()).containsExactlyInAnyOrder(12L, 13L, 15L);
  }

  @Test
  void recordsThatWereProcessedOnceMoreLaterAreNotLost() throws Exception {
    request = precommit(12, 13);
    giveUp();
    send(12);
    send(13);

    commit(LostRecords.FAIL);

    assertThat(request.outcome).isEqualTo("already committed");
  }

  @Test
  void farBackBeyondOtherRecordsLostOnesAreStillFound() throws Exception {
    request = precommit(12, 13);
    giveUp();
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(id + "-other")) {
      producer.initTransactions();
      producer.beginTransaction();
      write(producer, LongStream.range(1000, 8000).toArray());
      producer.commitTransaction();
    }

    assertThatThrownBy(() -> commit(LostRecords.FAIL)).isInstanceOf(LostRecordsException.class);
  }

  @Test
  void recordsThatAreNotOnTheTopicAnyMoreFailNothing() throws Exception {
    request = precommit(12, 13);
    giveUp();
    try (Admin admin = broker.admin()) {
      admin.deleteRecords(Map.of(partition(), RecordsToDelete.beforeOffset(end()))).all().get();
    }

    commit(LostRecords.FAIL);

    assertThat(request.outcome).isEqualTo("failed for a known reason");
    assertThat(counters.get("lost.records").getCount()).isZero();
  }

  @Test
  void aTopicThatIsGoneFailsNothing() throws Exception {
    request = precommit(12, 13);
    giveUp();
    topic = "another-topic";

    commit(LostRecords.FAIL);

    assertThat(request.outcome).isEqualTo("failed for a known reason");
  }

  @Test
  void aCheckpointThatDoesNotNameTheFramesFailsNothing() throws Exception {
    request = precommit(12, 13);
    request =
        new TestingRequest(
            new FramesTransaction(request.committable.transaction(), FramePositions.NONE));
    giveUp();

    commit(LostRecords.FAIL);

    assertThat(request.outcome).isEqualTo("failed for a known reason");
  }

  @Test
  void behindATransactionThatIsStillOpenNothingIsDecided() throws Exception {
    leaveOpen("somebody-elses-" + id, 1);
    request = precommit(12, 13);
    giveUp();

    commit(LostRecords.FAIL);

    assertThat(request.outcome).isEqualTo("failed for an unknown reason");
    assertThat(counters.get("lost.records").getCount()).isZero();
  }

  /** Writes a transaction up to where a checkpoint would count on it. */
  private TestingRequest precommit(long... offsets) throws Exception {
    FramePositions.Builder frames = new FramePositions.Builder();
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(id)) {
      producer.initTransactions();
      producer.beginTransaction();
      write(producer, offsets);
      for (long offset : offsets) {
        frames.add(new TopicPosition(5, offset));
      }
      producer.precommitTransaction();
      return new TestingRequest(
          new FramesTransaction(
              new KafkaCommittable(
                  producer.getProducerId(),
                  producer.getEpoch(),
                  producer.getTransactionalId(),
                  null),
              frames.build()));
    }
  }

  /** Does what the broker does when the time of a transaction is over. */
  private void giveUp() throws Exception {
    try (Admin admin = broker.admin()) {
      admin.fenceProducers(List.of(id)).all().get();
    }
  }

  /** Opens a transaction and forgets it, as a process does that is killed. */
  private void leaveOpen(String transactionalId, long offset) throws Exception {
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(transactionalId)) {
      producer.initTransactions();
      producer.beginTransaction();
      write(producer, offset);
    }
  }

  private void write(FlinkKafkaInternalProducer<byte[], byte[]> producer, long... offsets)
      throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (long offset : offsets) {
      sent.add(producer.send(record(offset)));
    }
    producer.flush();
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  private void send(long offset) throws Exception {
    broker.send(topic, 0, "cam", record(offset).value());
  }

  private void commit(LostRecords onLostRecords) throws Exception {
    request.outcome = null;
    Properties clients = new Properties();
    clients.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address());
    Committer<FramesTransaction> committer =
        new VerifyingCommitter(
            new KafkaCommitter(
                producerProperties(), topic, 0, 0, true, FlinkKafkaInternalProducer::new),
            new TopicAudit<>(
                new OutputRecords<>(topic, FrameLandmarksDeserializer::new, POSITION),
                clients,
                Duration.ofSeconds(1)),
            new Transactions(clients),
            onLostRecords,
            new UnregisteredMetricsGroup() {
              @Override
              public Counter counter(String name) {
                return counters.computeIfAbsent(name, any -> new SimpleCounter());
              }
            });
    try {
      committer.commit(List.of(request));
    } finally {
      committer.close();
    }
  }

  private List<Long> offsetsOnTopic() {
    return broker.read(topic, new FrameLandmarksDeserializer()).stream()
        .map(record -> record.value().getSourceOffset())
        .toList();
  }

  private TopicPartition partition() {
    return new TopicPartition(topic, 0);
  }

  private long end() throws Exception {
    try (Admin admin = broker.admin()) {
      return admin
          .listOffsets(Map.of(partition(), OffsetSpec.latest()))
          .partitionResult(partition())
          .get()
          .offset();
    }
  }

  private ProducerRecord<byte[], byte[]> record(long offset) {
    try (FrameLandmarksSerializer serializer = new FrameLandmarksSerializer()) {
      return new ProducerRecord<>(
          topic, 0, "cam".getBytes(UTF_8), serializer.serialize(topic, landmarks(offset)));
    }
  }

  private static FrameLandmarks landmarks(long offset) {
    return FrameLandmarks.newBuilder()
        .setCameraId("cam")
        .setEpoch(0)
        .setSequence(offset)
        .setCapturedAtMicros(0)
        .setSourcePartition(5)
        .setSourceOffset(offset)
        .setWidth(0)
        .setHeight(0)
        .setStatus(FrameStatus.NO_FACE)
        .setModelId("")
        .setFaces(List.of())
        .build();
  }

  private static FlinkKafkaInternalProducer<byte[], byte[]> producer(String id) {
    return new FlinkKafkaInternalProducer<>(producerProperties(), id);
  }

  private static Properties producerProperties() {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address());
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return properties;
  }

  /** A request of a restored checkpoint that notes what was answered. */
  private static final class TestingRequest implements Committer.CommitRequest<FramesTransaction> {

    private final FramesTransaction committable;

    private String outcome;

    private TestingRequest(FramesTransaction committable) {
      this.committable = committable;
    }

    @Override
    public FramesTransaction getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      outcome = "failed for a known reason";
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      outcome = "failed for an unknown reason";
    }

    @Override
    public void retryLater() {
      outcome = "to be tried again";
    }

    @Override
    public void updateAndRetryLater(FramesTransaction changed) {
      outcome = "to be tried again";
    }

    @Override
    public void signalAlreadyCommitted() {
      outcome = "already committed";
    }
  }
}

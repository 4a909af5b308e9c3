package io.meshstream.job.sink;

import io.meshstream.job.options.LostRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes records to a topic exactly once, as the Kafka connector does, and besides remembers in
 * each checkpoint which frames the records of its transaction answer, so that a {@link
 * VerifyingCommitter} can say which records are lost, if any are.
 */
final class FramesSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<FramesTransaction>,
        SupportsPostCommitTopology<FramesTransaction> {
  private static final long serialVersionUID = 1L;

  /** Longer than the other subtasks need to end what they left behind. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaSink<T> kafka;
  private final PositionOf<T> position;
  private final OutputRecords<?> records;
  private final Properties clients;
  private final LostRecords onLostRecords;

  /**
   * @param kafka writes and commits, exactly once
   * @param position which frame an element answers
   * @param records how to read the topic again
   * @param clients what a Kafka client needs to reach the brokers
   * @param onLostRecords what to do about lost records
   */
  FramesSink(
      KafkaSink<T> kafka,
      PositionOf<T> position,
      OutputRecords<?> records,
      Properties clients,
      LostRecords onLostRecords) {
    this.kafka = kafka;
    this.position = position;
    this.records = records;
    this.clients = clients;
    this.onLostRecords = onLostRecords;
  }

  @Override
  public Writer<T> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public Writer<T> restoreWriter(WriterInitContext context, Collection<KafkaWriterState> states)
      throws IOException {
    return new Writer<>(KafkaSinkWriter.restore(kafka, context, states), position);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return kafka.getWriterStateSerializer();
  }

  @Override
  public Committer<FramesTransaction> createCommitter(CommitterInitContext context)
      throws IOException {
    return new VerifyingCommitter(
        kafka.createCommitter(context),
        new TopicAudit<>(records, clients, PATIENCE),
        new Transactions(clients),
        onLostRecords,
        context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<FramesTransaction> getCommittableSerializer() {
    return new FramesTransactionSerializer(kafka.getCommittableSerializer());
  }

  /** Adds nothing, but keeps writers and committers together, whatever they hand on. */
  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public void addPostCommitTopology(DataStream<CommittableMessage<FramesTransaction>> committed) {
    kafka.addPostCommitTopology((DataStream) committed);
  }

  /** Writes to the open transaction and notes what is in it. */
  static final class Writer<T>
      implements StatefulSinkWriter<T, KafkaWriterState>,
          CommittingSinkWriter<T, FramesTransaction> {

    private final KafkaSinkWriter<T> writer;
    private final PositionOf<T> position;

    private FramePositions.Builder frames = new FramePositions.Builder();

    private Writer(KafkaSinkWriter<T> writer, PositionOf<T> position) {
      this.writer = writer;
      this.position = position;
    }

    @Override
    public void write(T record, Context context) throws IOException, InterruptedException {
      writer.write(record, context);
      position.of(record).ifPresent(frames::add);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      writer.flush(endOfInput);
    }

    @Override
    public Collection<FramesTransaction> prepareCommit() throws IOException, InterruptedException {
      FramePositions written = frames.build();
      frames = new FramePositions.Builder();
      return writer.prepareCommit().stream()
          .map(transaction -> new FramesTransaction(transaction, written))
          .toList();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
      return writer.snapshotState(checkpointId);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}

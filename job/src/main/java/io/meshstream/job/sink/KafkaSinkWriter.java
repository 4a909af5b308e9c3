package io.meshstream.job.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;

/** Writes as the Kafka connector's writer does, and never fails when it is closed. */
final class KafkaSinkWriter<T>
    implements StatefulSinkWriter<T, KafkaWriterState>, CommittingSinkWriter<T, KafkaCommittable> {

  private final StatefulSinkWriter<T, KafkaWriterState> writer;
  private final CommittingSinkWriter<T, KafkaCommittable> transactions;

  /** Takes the connector's writer, as both of the things that it is. */
  KafkaSinkWriter(
      StatefulSinkWriter<T, KafkaWriterState> writer,
      CommittingSinkWriter<T, KafkaCommittable> transactions) {
    this.writer = writer;
    this.transactions = transactions;
  }

  /** Makes the writer of a sink, which goes on from a checkpoint. */
  @SuppressWarnings("unchecked") // The connector's writer prepares what its committer commits.
  static <T> KafkaSinkWriter<T> restore(
      KafkaSink<T> kafka, WriterInitContext context, Collection<KafkaWriterState> states)
      throws IOException {
    SupportsWriterState<T, KafkaWriterState> stateful = kafka;
    StatefulSinkWriter<T, KafkaWriterState> writer = stateful.restoreWriter(context, states);
    return new KafkaSinkWriter<>(writer, (CommittingSinkWriter<T, KafkaCommittable>) writer);
  }

  @Override
  public void write(T record, Context context) throws IOException, InterruptedException {
    writer.write(record, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return transactions.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    return writer.snapshotState(checkpointId);
  }

  @Override
  public void close() {
    EndedWork.close(writer);
  }
}

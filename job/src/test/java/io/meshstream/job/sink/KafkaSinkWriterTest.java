package io.meshstream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class KafkaSinkWriterTest {

  private final FailingWriter connector = new FailingWriter();
  private final KafkaSinkWriter<String> writer = new KafkaSinkWriter<>(connector, connector);

  @Test
  void whatCouldNotBeSentDoesNotFailTheOneWhoCloses() {
    connector.failure = new IOException("not sent", new RecordTooLargeException());

    writer.close();

    assertThat(connector.calls).containsExactly("close");
  }

  @Test
  void anInterruptionOfTheClosingIsNotForgotten() {
    connector.failure = new InterruptedException();

    writer.close();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsWrittenFlushedAndPreparedFailsAsTheConnectorSays() {
    connector.failure = new IOException("not sent");

    assertThatThrownBy(() -> writer.write("record", null)).isSameAs(connector.failure);
    assertThatThrownBy(() -> writer.flush(true)).isSameAs(connector.failure);
    assertThatThrownBy(writer::prepareCommit).isSameAs(connector.failure);
    assertThatThrownBy(() -> writer.snapshotState(7)).isSameAs(connector.failure);
    assertThat(connector.calls).containsExactly("write record", "flush true", "prepare", "store 7");
  }

  /** Fails in whatever it is asked to do, once it has noted that. */
  @SuppressWarnings("try") // It is about an interruption, too.
  private static final class FailingWriter
      implements StatefulSinkWriter<String, KafkaWriterState>,
          CommittingSinkWriter<String, KafkaCommittable> {

    private final List<String> calls = new ArrayList<>();
    private Exception failure;

    private IOException failed(String call) {
      calls.add(call);
      return (IOException) failure;
    }

    @Override
    public void write(String record, Context context) throws IOException {
      throw failed("write " + record);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      throw failed("flush " + endOfInput);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException {
      throw failed("prepare");
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
      throw failed("store " + checkpointId);
    }

    @Override
    public void close() throws Exception {
      calls.add("close");
      throw failure;
    }
  }
}

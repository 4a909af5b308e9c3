package io.meshstream.job.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Keeps transactions in checkpoints: first what the Kafka connector keeps of one, then the frames,
 * then how many bytes those take.
 *
 * <p>The connector's own serialiser, which reads no further than its part, so reads these as well,
 * and this one reads the connector's, as version 1: at-least-once and exactly-once may take turns.
 */
final class FramesTransactionSerializer implements SimpleVersionedSerializer<FramesTransaction> {

  private static final int VERSION = 2;

  private final SimpleVersionedSerializer<KafkaCommittable> kafka;

  FramesTransactionSerializer(SimpleVersionedSerializer<KafkaCommittable> kafka) {
    this.kafka = kafka;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FramesTransaction committable) throws IOException {
    byte[] transaction = kafka.serialize(committable.transaction());
    byte[] frames = committable.frames().toBytes();
    return ByteBuffer.allocate(transaction.length + frames.length + Integer.BYTES)
        .put(transaction)
        .put(frames)
        .putInt(frames.length)
        .array();
  }

  @Override
  public FramesTransaction deserialize(int version, byte[] bytes) throws IOException {
    if (version > VERSION) {
      throw new IOException(
          "transactions in the checkpoint: version %d (expected: at most %d); restore it with the"
                  .formatted(version, VERSION)
              + " version of the job that wrote it");
    }
    KafkaCommittable transaction = kafka.deserialize(kafka.getVersion(), bytes);
    if (version < VERSION) {
      return new FramesTransaction(transaction, FramePositions.NONE);
    }
    int end = bytes.length - Integer.BYTES;
    int length = end < 0 ? -1 : ByteBuffer.wrap(bytes).getInt(end);
    if (length < 0 || length > end) {
      throw new IOException(
          "transaction in the checkpoint: %d bytes, %d of frames (expected: a whole one); restore another one"
              .formatted(bytes.length, length));
    }
    return new FramesTransaction(
        transaction, FramePositions.fromBytes(bytes, end - length, length));
  }
}

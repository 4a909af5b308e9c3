package io.meshstream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshstream.job.frames.SourceFrame;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes records off the frames topic: reads the key, which the stream is partitioned by, and passes
 * the value on as it came.
 *
 * <p>Never fails and never drops: whatever is wrong with a record is found in the tracking
 * operator, which can say so in the record's own output.
 */
public final class SourceFrameSchema implements KafkaRecordDeserializationSchema<SourceFrame> {
  private static final long serialVersionUID = 1L;

  private static final byte[] NO_VALUE = {};

  /** How Flink serialises frames: field by field, the value as one block. */
  public static TypeInformation<SourceFrame> typeInformation() {
    return Types.POJO(
        SourceFrame.class,
        Map.of(
            "camera", Types.STRING,
            "partition", Types.INT,
            "offset", Types.LONG,
            "timestampMillis", Types.LONG,
            "value", Types.PRIMITIVE_ARRAY(Types.BYTE)));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<SourceFrame> out) {
    out.collect(
        new SourceFrame(
            camera(message.key()),
            message.partition(),
            message.offset(),
            message.timestamp(),
            message.value() == null ? NO_VALUE : message.value()));
  }

  /** Cuts keys that are too long just after the limit: short to carry on, and still too long. */
  private static String camera(byte[] key) {
    if (key == null) {
      return "";
    }
    int length = Math.min(key.length, 4 * (SourceFrame.MAX_CAMERA_LENGTH + 1));
    String camera = new String(key, 0, length, UTF_8);
    return camera.substring(0, Math.min(camera.length(), SourceFrame.MAX_CAMERA_LENGTH + 1));
  }

  @Override
  public TypeInformation<SourceFrame> getProducedType() {
    return typeInformation();
  }
}

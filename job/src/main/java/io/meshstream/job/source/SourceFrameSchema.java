package io.meshstream.job.source;

import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TraceContext;
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

  /** Tells how Flink serialises frames: field by field, the value as one block. */
  public static TypeInformation<SourceFrame> typeInformation() {
    return Types.POJO(
        SourceFrame.class,
        Map.of(
            "camera", Types.STRING,
            "partition", Types.INT,
            "offset", Types.LONG,
            "timestampMillis", Types.LONG,
            "value", Types.PRIMITIVE_ARRAY(Types.BYTE),
            "trace", traceType()));
  }

  /** Tells how Flink serialises which trace a frame belongs to. */
  public static TypeInformation<TraceContext> traceType() {
    return Types.POJO(TraceContext.class, Map.of("parent", Types.STRING, "state", Types.STRING));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<SourceFrame> out) {
    out.collect(SourceFrame.of(CameraId.ofKey(message.key()), message));
  }

  @Override
  public TypeInformation<SourceFrame> getProducedType() {
    return typeInformation();
  }
}

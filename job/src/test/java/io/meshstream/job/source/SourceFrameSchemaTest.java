package io.meshstream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SourceFrameSchemaTest {

  private static final byte[] VALUE = {1, 2, 3};

  @Test
  void aRecordIsPassedOnAsItCame() {
    SourceFrame frame = read("cam-ü".getBytes(UTF_8), VALUE);

    assertThat(frame.camera()).isEqualTo("cam-ü");
    assertThat(frame.partition()).isEqualTo(4);
    assertThat(frame.offset()).isEqualTo(77);
    assertThat(frame.timestampMillis()).isEqualTo(5000);
    assertThat(frame.value()).isSameAs(VALUE);
  }

  @Test
  void aRecordWithoutKeyOrValueIsStillARecord() {
    SourceFrame frame = read(null, null);

    assertThat(frame.camera()).isEmpty();
    assertThat(frame.value()).isEmpty();
  }

  @Test
  void aKeyThatIsNotUtf8IsReadAsFarAsItGoes() {
    assertThat(read(new byte[] {'c', (byte) 0xff, '1'}, VALUE).camera()).isEqualTo("c\ufffd1");
  }

  @Test
  void anEndlessKeyIsCutAndStillTooLong() {
    SourceFrame ascii = read("c".repeat(1_000_000).getBytes(UTF_8), VALUE);
    SourceFrame wide = read("漢".repeat(300_000).getBytes(UTF_8), VALUE);

    assertThat(ascii.camera()).hasSize(CameraId.MAX_LENGTH + 1);
    assertThat(wide.camera()).hasSize(CameraId.MAX_LENGTH + 1);
  }

  @Test
  void theLongestKeyIsKeptWhole() {
    String longest = "漢".repeat(CameraId.MAX_LENGTH);

    assertThat(read(longest.getBytes(UTF_8), VALUE).camera()).isEqualTo(longest);
  }

  @Test
  void flinkSerialisesFramesFieldByFieldAndTheValueAsOneBlock() throws Exception {
    TypeInformation<SourceFrame> type = SourceFrameSchema.typeInformation();
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<SourceFrame> serializer = type.createSerializer(config);
    SourceFrame frame =
        new SourceFrame("cam", 1, 2, 3, new byte[10_000], new TraceContext("p", "s"));

    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(frame, out);
    SourceFrame copy = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(serializer).isInstanceOf(PojoSerializer.class);
    assertThat(copy).usingRecursiveComparison().isEqualTo(frame);
    assertThat(out.length()).isLessThan(10_000 + 100);
    assertThat(new SourceFrameSchema().getProducedType()).isEqualTo(type);
  }

  private static SourceFrame read(byte[] key, byte[] value) {
    ConsumerRecord<byte[], byte[]> message =
        new ConsumerRecord<>(
            "frames",
            4,
            77,
            5000,
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            key,
            value,
            new RecordHeaders(),
            Optional.empty());
    List<SourceFrame> frames = new ArrayList<>();
    new SourceFrameSchema().deserialize(message, new ListCollector(frames));
    assertThat(frames).hasSize(1);
    return frames.get(0);
  }

  private record ListCollector(List<SourceFrame> list) implements Collector<SourceFrame> {
    @Override
    public void collect(SourceFrame frame) {
      list.add(frame);
    }

    @Override
    public void close() {}
  }
}

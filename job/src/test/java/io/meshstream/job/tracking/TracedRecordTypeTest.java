package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.records.Traced;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.TraceContext;
import io.meshstream.schemas.testing.TestingRecords;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TracedRecordTypeTest {

  @Test
  void aRecordAndItsTraceReachASinkThatRunsElsewhere() throws Exception {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<Traced<FrameLandmarks>> serializer =
        TrackingOperatorFactory.outputType().createSerializer(config);
    Traced<FrameLandmarks> record =
        new Traced<>(TestingRecords.filled("cam", 7), new TraceContext("parent", "state"));

    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(record, out);

    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(record);
  }
}

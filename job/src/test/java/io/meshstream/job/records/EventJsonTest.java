package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventJsonTest {

  private static final CameraEvent FULL =
      CameraEvent.newBuilder()
          .setCameraId("camera \"1\"\n")
          .setKind(EventKind.FACE_LEFT)
          .setEpoch(1L << 40)
          .setSequence(2)
          .setCapturedAtMicros(3)
          .setPartition(4)
          .setOffset(5)
          .setTrackId(6L)
          .setTrackFrames(7L)
          .setTrackMicros(8L)
          .setModelId("nine")
          .setMessage("ten")
          .setDurationMicros(11L)
          .setPerclos(0.125f)
          .build();

  @Test
  void holdsEveryFieldOfTheEvent() throws Exception {
    String line = EventJson.line(FULL);

    assertThat(line).doesNotContain("\n");
    JsonNode read = new ObjectMapper().readTree(line);
    for (Schema.Field field : CameraEvent.getClassSchema().getFields()) {
      assertThat(read.get(field.name()).asText())
          .as(field.name())
          .isEqualTo(FULL.get(field.pos()).toString());
    }
  }

  @Test
  void saysOfEveryFieldThatThereIsNothing() throws Exception {
    CameraEvent refused =
        EventRecords.refused(EventKind.SETTINGS_REFUSED, "*", new TopicPosition(0, 7), "why");

    JsonNode read = new ObjectMapper().readTree(EventJson.line(refused));

    Set<String> names = new HashSet<>();
    read.fieldNames().forEachRemaining(names::add);
    assertThat(names).hasSize(CameraEvent.getClassSchema().getFields().size());
    assertThat(read.get("trackId").isNull()).isTrue();
    assertThat(read.get("epoch").asLong()).isEqualTo(-1);
    assertThat(read.get("offset").asLong()).isEqualTo(7);
  }

  @Test
  void aMessageThatComesFromAnyoneIsCut() {
    CameraEvent refused =
        EventRecords.refused(
            EventKind.SETTINGS_REFUSED, "*", new TopicPosition(0, 7), "x".repeat(100_000));

    assertThat(refused.getMessage()).hasSize(EventRecords.MESSAGE_LENGTH + 3).endsWith("x...");
  }
}

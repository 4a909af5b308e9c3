package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.records.EventRecords;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.frames.TopicPosition;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedModelsTest {

  private KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> harness;

  @BeforeEach
  void start() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  @Test
  void aRecordIsReportedOnceWhicheverSubtasksCannotHaveItsModels() throws Exception {
    CameraEvent first = refusal("*", 0, 5, "models: v2, no such directory");
    CameraEvent later = refusal("*", 0, 6, "models: v2, no such directory");
    CameraEvent ofOneCamera = refusal("cam", 0, 5, "models: v2, no such directory");
    CameraEvent elsewhere = refusal("*", 1, 5, "models: v2, no such directory");

    process(first, refusal("*", 0, 5, "models: v2, damaged"), later, first, ofOneCamera, elsewhere);

    assertThat(harness.extractOutputValues()).containsExactly(first, later, ofOneCamera, elsewhere);
  }

  @Test
  void whatWasReportedIsNotReportedAgainByAJobThatGoesOn() throws Exception {
    process(refusal("*", 0, 5, "models: v2, damaged"));
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();

    process(refusal("*", 0, 5, "models: v2, damaged"));

    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void whatIsRememberedIsBoundedAndTheNewestStays() throws Exception {
    for (int offset = 0; offset < 1000; offset++) {
      process(refusal("*", 0, offset, "models: v2, damaged"));
    }
    int state =
        harness.snapshot(1, 0).getManagedKeyedState().stream()
            .mapToInt(handle -> (int) handle.getStateSize())
            .sum();
    for (int offset = 992; offset < 1000; offset++) {
      process(refusal("*", 0, offset, "models: v2, damaged"));
    }

    assertThat(harness.extractOutputValues()).hasSize(1000);
    assertThat(state).isLessThan(4096);
  }

  private void process(CameraEvent... events) throws Exception {
    for (CameraEvent event : events) {
      harness.processElement(event, 0);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> harness()
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> made =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new RefusedModels()),
            CameraEvent::getCameraId,
            Types.STRING);
    made.setup(new AvroSerializer<>(CameraEvent.class));
    return made;
  }

  private static CameraEvent refusal(String key, int partition, long offset, String message) {
    return EventRecords.refused(
        EventKind.MODELS_REFUSED, key, new TopicPosition(partition, offset), message);
  }
}

package io.meshstream.tools.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.testing.TestingRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordLineTest {

  @Test
  void tellsWhenAndWhereFacesWere() {
    FrameLandmarks record =
        TestingRecords.record("cam1", 42, FrameStatus.FACES, TestingRecords.face(7, 6));
    record.put("capturedAtMicros", 1_700_000_000_123_456L);

    assertThat(RecordLine.of(record))
        .isEqualTo(
            "2023-11-14T22:13:20.123456Z  cam1  1/42  FACES"
                + "  #7 0.75 at 0.500,0.250 size 0.125x0.375");
  }

  @Test
  void tellsWhichHandIsWhere() {
    FrameLandmarks record =
        FrameLandmarks.newBuilder(
                TestingRecords.record("cam1", 42, FrameStatus.FACES, TestingRecords.face(7, 6)))
            .setHands(List.of(TestingRecords.hand(7)))
            .build();

    assertThat(RecordLine.of(record))
        .endsWith(
            "FACES  #7 0.75 at 0.500,0.250 size 0.125x0.375,"
                + "  left hand #7 0.75 at 0.500,0.250 size 0.125x0.375");
  }

  @Test
  void tellsWhyThereAreNone() {
    assertThat(
            RecordLine.of(
                TestingRecords.notAnalysed("cam1", 5, FrameStatus.SHED, "LATE: by a day")))
        .isEqualTo("1970-01-01T00:00:01.200000Z  cam1  1/5  SHED  LATE: by a day");
  }

  @Test
  void keepsControlCharactersFromTheTerminal() {
    FrameLandmarks record =
        TestingRecords.notAnalysed(
            "\u001b[2Jcam\n", 5, FrameStatus.REJECTED, "x\u0007\u202ey\ud800");

    assertThat(RecordLine.of(record)).contains("  ?[2Jcam?  ").endsWith("  x??y?");
  }

  @Test
  void showsATimeThatNoCalendarKnows() {
    FrameLandmarks.Builder record = FrameLandmarks.newBuilder(TestingRecords.filled("cam1", 1));
    for (long micros : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
      record.setCapturedAtMicros(micros);

      assertThat(RecordLine.of(record.build())).contains("  cam1  1/1  FACES");
    }
  }
}

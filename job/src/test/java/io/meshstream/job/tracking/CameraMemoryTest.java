package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.face.TrackedFace;
import io.meshstream.face.TrackingState;
import io.meshstream.face.geometry.Region;
import io.meshstream.job.frames.FrameHeader;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraMemoryTest {

  private static final TrackingState ONE_FACE =
      new TrackingState(List.of(new TrackedFace(3, new Region(1, 2, 3, 4, 5))), 4);

  private final CameraMemory memory = new CameraMemory(2, 10, ONE_FACE);

  @Test
  void theFirstFrameOfACameraIsTakenWhateverItsNumbers() {
    assertThat(CameraMemory.none().shedReason(frame(0, 0))).isEmpty();
    assertThat(CameraMemory.none().shedReason(frame(7, 900))).isEmpty();
    assertThat(CameraMemory.none().trackingFor(frame(0, 0))).isEqualTo(TrackingState.initial());
  }

  @Test
  void theNextFrameIsTakenAndSoIsOneAfterAGap() {
    assertThat(memory.shedReason(frame(2, 11))).isEmpty();
    assertThat(memory.shedReason(frame(2, Long.MAX_VALUE))).isEmpty();
    assertThat(memory.trackingFor(frame(2, 12))).isEqualTo(ONE_FACE);
  }

  @Test
  void theSameFrameAgainIsRepeated() {
    assertThat(memory.shedReason(frame(2, 10))).contains(ShedReason.REPEATED);
  }

  @Test
  void anOlderFrameOfTheEpochIsLate() {
    assertThat(memory.shedReason(frame(2, 9))).contains(ShedReason.LATE);
  }

  @Test
  void aFrameOfAnOlderEpochIsStaleWhateverItsSequenceNumber() {
    assertThat(memory.shedReason(frame(1, 10))).contains(ShedReason.STALE_EPOCH);
    assertThat(memory.shedReason(frame(1, 99))).contains(ShedReason.STALE_EPOCH);
  }

  @Test
  void aNewEpochForgetsTheFacesButNotTheTrackIds() {
    assertThat(memory.shedReason(frame(3, 0))).isEmpty();
    assertThat(memory.trackingFor(frame(3, 0))).isEqualTo(new TrackingState(List.of(), 4));
  }

  @Test
  void anAcceptedFrameIsTheNewestFromThenOn() {
    CameraMemory after = memory.after(frame(3, 5), TrackingState.initial());

    assertThat(after).isEqualTo(new CameraMemory(3, 5, TrackingState.initial()));
  }

  private static FrameHeader frame(long epoch, long sequence) {
    return new FrameHeader("cam", epoch, sequence, 0);
  }
}

package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CameraMemoryTest {

  private static final TaskState ONE_FACE =
      new TaskState(List.of(new Track(3, new Region(1, 2, 3, 4, 5))), 4, 1_000);
  private static final TaskState FORGOTTEN = new TaskState(List.of(), 4, 1_000);
  private static final Duration TTL = Duration.ofSeconds(5);
  private static final long TTL_MICROS = 5_000_000;
  private static final long SOME_TIME = 1_700_000_000_000_000L;

  private final CameraMemory memory = new CameraMemory(2, 10, SOME_TIME, -1, ONE_FACE);

  @Test
  void theFirstFrameOfACameraIsTakenWhateverItsNumbers() {
    assertThat(CameraMemory.none().shedding(frame(0, 0))).isEmpty();
    assertThat(CameraMemory.none().shedding(frame(7, 900))).isEmpty();
    assertThat(CameraMemory.none().trackingFor(frame(0, 0), 0, TTL)).isEqualTo(TaskState.initial());
  }

  @Test
  void withoutMemoryTrackIdsBeginWhereNoEarlierFrameCanHaveComeTo() {
    int facesOfFrame = 64;
    long next = 1;
    for (long offset = 0; offset < 100; offset++) {
      long first = CameraMemory.none().trackingFor(frame(0, 0), offset, TTL).nextTrackId();
      assertThat(first).isGreaterThanOrEqualTo(next);
      next = first + facesOfFrame;
    }
  }

  @Test
  void theNextFrameIsTakenAndSoIsOneAfterAGap() {
    assertThat(memory.shedding(frame(2, 11))).isEmpty();
    assertThat(memory.shedding(frame(2, Long.MAX_VALUE))).isEmpty();
    assertThat(memory.trackingFor(frame(2, 12), 5, TTL)).isEqualTo(ONE_FACE);
  }

  @Test
  void theSameFrameAgainIsRepeated() {
    assertThat(reason(frame(2, 10))).contains(ShedReason.REPEATED);
  }

  @Test
  void anOlderFrameOfTheEpochIsLate() {
    assertThat(reason(frame(2, 9))).contains(ShedReason.LATE);
  }

  @Test
  void aFrameOfAnOlderEpochIsStaleWhateverItsSequenceNumber() {
    assertThat(reason(frame(1, 10))).contains(ShedReason.STALE_EPOCH);
    assertThat(reason(frame(1, 99))).contains(ShedReason.STALE_EPOCH);
  }

  @Test
  void aNewEpochForgetsTheFacesButNotTheTrackIds() {
    assertThat(memory.shedding(frame(3, 0))).isEmpty();
    assertThat(memory.trackingFor(frame(3, 0), 5, TTL)).isEqualTo(FORGOTTEN);
  }

  @Test
  void anAcceptedFrameIsTheNewestFromThenOn() {
    CameraMemory after = memory.after(taken(3, 5, 77), 99, TaskState.initial());

    assertThat(after).isEqualTo(new CameraMemory(3, 5, 77, 99, TaskState.initial()));
  }

  @Test
  void facesAreForgottenOnceTheirRegionsAreOlderThanTheTimeToLive() {
    assertThat(memory.trackingFor(taken(2, 11, SOME_TIME + TTL_MICROS), 5, TTL))
        .isEqualTo(ONE_FACE);
    assertThat(memory.trackingFor(taken(2, 11, SOME_TIME + TTL_MICROS + 1), 5, TTL))
        .isEqualTo(FORGOTTEN);
  }

  @Test
  void withoutATimeToLiveFacesAreNeverForgotten() {
    assertThat(memory.trackingFor(taken(2, 11, Long.MAX_VALUE), 5, Duration.ZERO))
        .isEqualTo(ONE_FACE);
  }

  @Test
  void picturesThatCannotBeLookedAtDoNotKeepRegionsYoung() {
    FrameHeader damaged = taken(2, 11, SOME_TIME + TTL_MICROS);
    CameraMemory after = memory.afterUnseen(damaged, 99, memory.trackingFor(damaged, 5, TTL));

    assertThat(after).isEqualTo(new CameraMemory(2, 11, SOME_TIME, 99, ONE_FACE));
    assertThat(after.trackingFor(taken(2, 12, SOME_TIME + TTL_MICROS + 1), 5, TTL))
        .isEqualTo(FORGOTTEN);
  }

  @Test
  void aClockThatGoesBackKeepsTheFacesWhichAgeByItFromThenOn() {
    FrameHeader earlier = taken(2, 11, 1_000);
    CameraMemory after = memory.after(earlier, -1, memory.trackingFor(earlier, 5, TTL));

    assertThat(after.tracking()).isEqualTo(ONE_FACE);
    assertThat(after.trackingFor(taken(2, 12, 1_000 + TTL_MICROS), 5, TTL)).isEqualTo(ONE_FACE);
    assertThat(after.trackingFor(taken(2, 12, 1_001 + TTL_MICROS), 5, TTL)).isEqualTo(FORGOTTEN);
  }

  @Test
  void aCaptureTimeThatIsUnknownKeepsTheFaces() {
    FrameHeader unknown = taken(2, 11, Long.MIN_VALUE);
    CameraMemory after = memory.after(unknown, -1, memory.trackingFor(unknown, 5, TTL));

    assertThat(after).isEqualTo(new CameraMemory(2, 11, -1, -1, ONE_FACE));
    assertThat(after.trackingFor(taken(2, 12, Long.MAX_VALUE), 5, TTL)).isEqualTo(ONE_FACE);
  }

  @Test
  void aCameraIsForgottenByAFrameThatComesTooLongAfterTheLast() {
    Duration day = Duration.ofDays(1);
    long dayMicros = 86_400_000_000L;

    assertThat(memory.asOf(taken(0, 0, SOME_TIME + dayMicros), day)).isEqualTo(memory);
    assertThat(memory.asOf(taken(0, 0, SOME_TIME + dayMicros + 1), day))
        .isEqualTo(CameraMemory.none());
    assertThat(memory.asOf(taken(0, 0, Long.MAX_VALUE), Duration.ZERO)).isEqualTo(memory);
    assertThat(memory.asOf(taken(0, 0, -1), day)).isEqualTo(memory);
    assertThat(memory.asOf(taken(0, 0, 0), day)).isEqualTo(memory);
  }

  private Optional<ShedReason> reason(FrameHeader frame) {
    return memory.shedding(frame).map(Shedding::reason);
  }

  private static FrameHeader frame(long epoch, long sequence) {
    return taken(epoch, sequence, SOME_TIME + 1);
  }

  private static FrameHeader taken(long epoch, long sequence, long capturedAtMicros) {
    return new FrameHeader("cam", epoch, sequence, capturedAtMicros);
  }
}

package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CameraSessionTest {

  private static final long SOME_TIME = 1_700_000_000_000_000L;
  private static final long SEEN = SOME_TIME / 1000;
  private static final TaskState ONE_FACE =
      new TaskState(List.of(new Track(3, new Region(1, 2, 3, 4, 5))), 4, SOME_TIME);
  private static final TaskState FORGOTTEN = new TaskState(List.of(), 4, SOME_TIME);

  private final CameraSession session = new CameraSession(2, 10, SEEN, -1, ONE_FACE);

  @Test
  void theFirstFrameOfACameraIsTakenWhateverItsNumbers() {
    assertThat(CameraSession.none().shedding(frame(0, 0))).isEmpty();
    assertThat(CameraSession.none().shedding(frame(7, 900))).isEmpty();
    assertThat(CameraSession.none().stateFor(frame(0, 0), 0)).isEqualTo(TaskState.initial());
  }

  @Test
  void withoutASessionTrackIdsBeginWhereNoEarlierFrameCanHaveComeTo() {
    int facesOfFrame = DetectionOptions.MAX_FACES;
    long next = 1;
    long nextHand = 1;
    for (long offset = 0; offset < 100; offset++) {
      TaskState state = CameraSession.none().stateFor(frame(0, 0), offset);
      assertThat(state.nextTrackId()).isGreaterThanOrEqualTo(next);
      assertThat(state.hands().nextTrackId()).isGreaterThanOrEqualTo(nextHand);
      next = state.nextTrackId() + facesOfFrame;
      nextHand = state.hands().nextTrackId() + ContractLimits.HANDS_SOUGHT;
    }
  }

  @Test
  void noTaskFindsMoreNewFacesInAPictureThanTheContractHasRoomFor() {
    assertThat(DetectionOptions.MAX_FACES).isEqualTo(ContractLimits.FACES_SOUGHT);
  }

  @Test
  void theNextFrameIsTakenAndSoIsOneAfterAGap() {
    assertThat(session.shedding(frame(2, 11))).isEmpty();
    assertThat(session.shedding(frame(2, Long.MAX_VALUE))).isEmpty();
    assertThat(session.stateFor(frame(2, 12), 5)).isEqualTo(ONE_FACE);
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
    assertThat(session.shedding(frame(3, 0))).isEmpty();
    assertThat(session.stateFor(frame(3, 0), 5)).isEqualTo(FORGOTTEN);
  }

  @Test
  void anAcceptedFrameIsTheNewestFromThenOn() {
    CameraSession after = session.after(taken(3, 5, 77), 99, TaskState.initial());

    assertThat(after).isEqualTo(new CameraSession(3, 5, SEEN, 99, TaskState.initial()));
  }

  @Test
  void aFrameThatCouldNotBeAnalysedDoesNotKeepRegionsYoung() {
    FrameHeader damaged = taken(2, 11, SOME_TIME + 5_000_000);
    CameraSession after = session.after(damaged, 99, session.stateFor(damaged, 5));

    assertThat(after).isEqualTo(new CameraSession(2, 11, SEEN, 99, ONE_FACE));
    assertThat(after.state().trackedAtMicros()).isEqualTo(SOME_TIME);
  }

  @Test
  void aCameraIsForgottenByAFrameThatComesTooLongAfterTheLast() {
    Duration day = Duration.ofDays(1);
    long dayMicros = 86_400_000_000L;

    assertThat(session.asOf(taken(0, 0, SOME_TIME + dayMicros), SEEN, day)).isEqualTo(session);
    assertThat(session.asOf(taken(0, 0, SOME_TIME + dayMicros + 1), SEEN, day))
        .isEqualTo(CameraSession.none());
    assertThat(session.asOf(taken(0, 0, Long.MAX_VALUE), SEEN, Duration.ZERO)).isEqualTo(session);
    assertThat(session.asOf(taken(0, 0, -1), SEEN, day)).isEqualTo(session);
    assertThat(session.asOf(taken(0, 0, 0), SEEN, day)).isEqualTo(session);
  }

  @Test
  void whateverACamerasClockSaysItIsForgottenByARecordThatComesTooLongAfterTheLast() {
    Duration day = Duration.ofDays(1);
    long dayMillis = 86_400_000L;

    for (long capturedAtMicros : new long[] {-1, 0, SOME_TIME, SOME_TIME + 1}) {
      FrameHeader frame = taken(2, 11, capturedAtMicros);
      assertThat(session.asOf(frame, SEEN + dayMillis, day)).isEqualTo(session);
      assertThat(session.asOf(frame, SEEN + dayMillis + 1, day)).isEqualTo(CameraSession.none());
      assertThat(session.asOf(frame, Long.MAX_VALUE, Duration.ZERO)).isEqualTo(session);
      assertThat(session.asOf(frame, -1, day)).isEqualTo(session);
      assertThat(session.asOf(frame, 0, day)).isEqualTo(session);
    }
  }

  @Test
  void aCameraOfWhoseRecordsNoTimeIsKnownIsForgottenByItsClockAlone() {
    CameraSession unknown = session.seenAt(-1);

    assertThat(unknown.asOf(taken(2, 11, -1), Long.MAX_VALUE, Duration.ofDays(1)))
        .isEqualTo(unknown);
  }

  @Test
  void aFrameWithoutANumberHasNoCaptureTimeByWhichACameraCouldBeForgotten() {
    FrameHeader unread = new FrameHeader("cam", -1, 7, SOME_TIME + 2 * 86_400_000_000L);

    assertThat(session.asOf(unread, SEEN, Duration.ofDays(1))).isEqualTo(session);
  }

  @Test
  void aCameraThatHasNotBegunIsNotSeen() {
    assertThat(CameraSession.none().seenAt(SEEN)).isEqualTo(CameraSession.none());
  }

  private Optional<ShedReason> reason(FrameHeader frame) {
    return session.shedding(frame).map(Shedding::reason);
  }

  private static FrameHeader frame(long epoch, long sequence) {
    return taken(epoch, sequence, SOME_TIME + 1);
  }

  private static FrameHeader taken(long epoch, long sequence, long capturedAtMicros) {
    return new FrameHeader("cam", epoch, sequence, capturedAtMicros);
  }
}

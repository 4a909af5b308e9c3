package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.StatusCounts;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.schemas.testing.TestingRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameJoinTest {

  private static final int SIZE = 100;
  private static final JoinLimits LIMITS =
      new JoinLimits(
          /* cameras= */ 2,
          /* framesPerCamera= */ 4,
          /* bytesPerCamera= */ 1_000,
          /* totalBytes= */ 1_500,
          /* recordsPerCamera= */ 3,
          /* frameAge= */ Duration.ofSeconds(30),
          /* recordAge= */ Duration.ofSeconds(1),
          /* idle= */ Duration.ofMinutes(1));

  private final List<ShownFrame> shown = new ArrayList<>();
  private final FrameJoin join = new FrameJoin(LIMITS, shown::add);

  private long now = 5_000;

  @Test
  void aRecordIsShownWithItsFrame() {
    frame("cam", 1);
    frame("cam", 2);
    record("cam", 2);

    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).landmarks().getSequence()).isEqualTo(2);
    assertThat(pictureOf(shown.get(0))).isEqualTo(2);
  }

  @Test
  void aRecordThatComesFirstWaitsForItsFrame() {
    record("cam", 1);
    assertThat(shown).isEmpty();

    frame("cam", 1);

    assertThat(pictureOf(shown.get(0))).isEqualTo(1);
    assertThat(join.bytes()).isZero();
  }

  @Test
  void aRecordWhoseFrameDoesNotComeIsShownWithoutAndCounted() {
    record("cam", 1);
    now += LIMITS.recordAge().toMillis();
    join.expire(now);

    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).picture()).isEmpty();
    assertThat(tally("cam").recordsWithoutFrame).isEqualTo(1);
  }

  @Test
  void aRecordIsAsFarBehindAsItsFrameIsOldThoughThatIsLongGone() {
    for (long sequence = 1; sequence <= 40; sequence++) {
      frame("cam", sequence);
      now += 1_000;
    }
    record("cam", 1);

    assertThat(tally("cam").framesWithoutRecord).isPositive();
    assertThat(behind("cam")).hasValue(40_000);
  }

  @Test
  void aRecordWhoseFrameIsOlderThanTheViewerIsAtLeastThatFarBehind() {
    join.begin(new TopicPosition(0, 100), now);
    now += 7_000;
    record("cam", 99);

    assertThat(behind("cam")).hasValue(7_000);
  }

  @Test
  void whatTheJobSkipsDoesNotCountAsLate() {
    frame("cam", 1);
    now += 9_000;
    join.record(TestingRecords.record("cam", 1, FrameStatus.SHED), now, 1_000 * now);

    assertThat(behind("cam")).isEmpty();
  }

  @Test
  void tooManyWaitingRecordsAreShownWithoutTheirFrames() {
    LongStream.rangeClosed(1, 5).forEach(sequence -> record("cam", sequence));

    assertThat(sequences()).containsExactly(1L, 2L);
  }

  @Test
  void theFrameOfAnotherCameraIsNeverShown() {
    frame("other", 1);
    record("cam", 1);
    now += LIMITS.recordAge().toMillis();
    join.expire(now);

    assertThat(shown.get(0).camera()).isEqualTo("cam");
    assertThat(shown.get(0).picture()).isEmpty();
  }

  @Test
  void framesWithoutRecordAreGivenUpWhenThereAreTooMany() {
    LongStream.rangeClosed(1, 6).forEach(sequence -> frame("cam", sequence));

    assertThat(join.bytes()).isEqualTo(4 * SIZE);
    assertThat(tally("cam").framesWithoutRecord).isEqualTo(2);
    record("cam", 3);
    assertThat(pictureOf(shown.get(0))).isEqualTo(3);
  }

  @Test
  void framesWithoutRecordAreGivenUpWhenTheyAreTooLarge() {
    join.frame("cam", CameraFrames.frame(1, 700, now), now);
    join.frame("cam", CameraFrames.frame(2, 700, now), now);

    assertThat(join.bytes()).isEqualTo(700);
    join.frame("cam", CameraFrames.frame(3, 1_001, now), now);
    assertThat(join.bytes()).isZero();
    assertThat(tally("cam").framesWithoutRecord).isEqualTo(3);
  }

  @Test
  void aFrameThatIsReadAgainTakesTheRoomOfOne() {
    join.frame("cam", CameraFrames.frame(1, 700, now), now);
    join.frame("cam", CameraFrames.frame(1, 700, now), now);
    assertThat(join.bytes()).isEqualTo(700);

    record("cam", 1);
    assertThat(join.bytes()).isZero();
    join.frame("cam", CameraFrames.frame(2, 700, now), now);
    assertThat(join.bytes()).isEqualTo(700);
  }

  @Test
  void theCameraThatHoldsMostGivesWayToTheOthers() {
    join.frame("large", CameraFrames.frame(1, 900, now), now);
    join.frame("small", CameraFrames.frame(1, 300, now), now);
    join.frame("small", CameraFrames.frame(2, 400, now), now);

    assertThat(tally("large").framesWithoutRecord).isEqualTo(1);
    assertThat(tally("small").framesWithoutRecord).isZero();
    assertThat(join.bytes()).isEqualTo(700);
  }

  @Test
  void framesWithoutRecordAreGivenUpWhenTheyAreTooOld() {
    frame("cam", 1);
    now += LIMITS.frameAge().toMillis();
    join.expire(now);

    assertThat(join.bytes()).isZero();
    assertThat(tally("cam").framesWithoutRecord).isEqualTo(1);
  }

  @Test
  void whatIsShownNeverGoesBackInTime() {
    record("cam", 1);
    frame("cam", 2);
    record("cam", 2);
    frame("cam", 1);

    assertThat(sequences()).containsExactly(2L);
  }

  @Test
  void recordsThatAreRepeatedChangeNothing() {
    frame("cam", 1);
    frame("cam", 2);
    record("cam", 1);
    record("cam", 2);
    record("cam", 1);
    record("cam", 2);

    assertThat(sequences()).containsExactly(1L, 2L);
    assertThat(tally("cam").repeated).isEqualTo(2);
    assertThat(tally("cam").records.total()).isEqualTo(2);
  }

  @Test
  void camerasBeyondTheLimitAreCountedAndNothingIsKeptOfThem() {
    frame("a", 1);
    frame("b", 1);
    frame("c", 1);
    record("c", 1);

    assertThat(join.cameras()).containsExactlyInAnyOrder("a", "b");
    assertThat(join.hidden()).isEqualTo(2);
    assertThat(join.bytes()).isEqualTo(2 * SIZE);
  }

  @Test
  void aCameraThatIsSilentForLongMakesRoomForAnother() {
    frame("silent", 1);
    frame("busy", 1);
    now += LIMITS.idle().toMillis();
    frame("busy", 2);
    frame("new", 1);

    assertThat(join.cameras()).containsExactlyInAnyOrder("busy", "new");
    assertThat(join.bytes()).isEqualTo(3 * SIZE);
  }

  @Test
  void framesOfATopicThatIsNoMoreAreNotShownWithRecordsOfTheNextOne() {
    frame("cam", 5);
    record("cam", 4);
    join.beginAnew();
    record("cam", 3);
    frame("cam", 3);
    record("cam", 5);
    now += LIMITS.recordAge().toMillis();
    join.expire(now);

    assertThat(sequences()).containsExactly(3L, 5L);
    assertThat(pictureOf(shown.get(0))).isEqualTo(3);
    assertThat(shown.get(1).picture()).isEmpty();
    assertThat(join.bytes()).isZero();
  }

  @Test
  void everyOutcomeIsCounted() {
    FrameStatus[] all = FrameStatus.values();
    for (int i = 0; i < all.length; i++) {
      join.record(TestingRecords.record("cam", i, all[i]), now, 0);
    }
    CameraTally tally = tally("cam");

    assertThat(tally.records).isEqualTo(new StatusCounts(1, 1, 1, 1));
  }

  private void frame(String camera, long sequence) {
    join.frame(camera, CameraFrames.frame(sequence, SIZE, now), now);
  }

  private void record(String camera, long sequence) {
    join.record(TestingRecords.record(camera, sequence), now, 1_000 * now);
  }

  private List<Long> sequences() {
    return shown.stream().map(each -> each.landmarks().getSequence()).toList();
  }

  private static int pictureOf(ShownFrame frame) {
    return frame.picture().orElseThrow().data().get();
  }

  private OptionalLong behind(String camera) {
    return tally(camera).lateness.behindMillis();
  }

  private CameraTally tally(String wanted) {
    List<CameraTally> found = new ArrayList<>();
    join.forEach(
        (camera, tally) -> {
          if (camera.equals(wanted)) {
            found.add(tally);
          }
        });
    return found.get(0);
  }
}

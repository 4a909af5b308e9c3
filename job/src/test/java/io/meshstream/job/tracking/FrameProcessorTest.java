package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static io.meshstream.job.tracking.SequentialTracking.deadLetter;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import org.junit.jupiter.api.Test;

class FrameProcessorTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final byte[] NO_FACE = png(4, 4, TestingTask.NO_FACE);
  private static final byte[] DAMAGED = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private final SequentialTracking tracking = new SequentialTracking();

  @Test
  void aFaceIsFoundThenFollowed() {
    FrameOutcome first = process(source("cam", 0, 0, FACE));
    FrameOutcome second = process(source("cam", 0, 1, FACE));

    assertThat(first.detectors().forFaces()).isTrue();
    assertThat(second.detectors().forFaces()).isFalse();
    assertThat(trackId(first)).isEqualTo(1);
    assertThat(trackId(second)).isEqualTo(1);
    assertThat(x(second)).isEqualTo(0.1f);
    assertThat(deadLetter(second)).isEmpty();
  }

  @Test
  void aPictureWithoutAFaceIsProcessed() {
    FrameOutcome outcome = process(source("cam", 0, 0, NO_FACE));

    assertThat(outcome.landmarks().getStatus()).isEqualTo(FrameStatus.NO_FACE);
    assertThat(deadLetter(outcome)).isEmpty();
  }

  @Test
  void oneDamagedPictureDoesNotLoseTheFace() {
    process(source("cam", 0, 0, FACE));
    FrameOutcome damaged = process(source("cam", 0, 1, DAMAGED));
    FrameOutcome next = process(source("cam", 0, 2, FACE));

    assertThat(damaged.landmarks().getStatus()).isEqualTo(FrameStatus.REJECTED);
    assertThat(damaged.landmarks().getReason()).startsWith("PICTURE_UNKNOWN_FORMAT: ");
    assertThat(deadLetter(damaged).orElseThrow().getReason()).isEqualTo("PICTURE_UNKNOWN_FORMAT");
    assertThat(damaged.session().sequence()).isEqualTo(1);
    assertThat(next.detectors().forFaces()).isFalse();
    assertThat(trackId(next)).isEqualTo(1);
  }

  @Test
  void aDamagedPictureCountsAsSeen() {
    process(source("cam", 0, 1, DAMAGED));

    FrameOutcome repeated = process(source("cam", 0, 1, FACE));
    assertShed(repeated, ShedReason.REPEATED);
    assertThat(repeated.landmarks().getReason())
        .isEqualTo("REPEATED: epoch 0, sequence 1 (expected: after epoch 0, sequence 1)");
  }

  @Test
  void aDamagedPictureOfANewEpochForgetsTheFacesOfTheOld() {
    process(source("cam", 0, 0, FACE));
    process(source("cam", 1, 0, DAMAGED));
    FrameOutcome next = process(source("cam", 1, 1, FACE));

    assertThat(next.detectors().forFaces()).isTrue();
    assertThat(trackId(next)).isEqualTo(2);
  }

  @Test
  void aFailureOfTheTaskRejectsThatFrameAlone() {
    process(source("cam", 0, 0, FACE));
    FrameOutcome failed = process(source("cam", 0, 1, png(4, 4, TestingTask.FAILURE)));
    FrameOutcome next = process(source("cam", 0, 2, FACE));

    assertThat(failed.landmarks().getReason()).startsWith("PROCESSING_FAILED: ");
    assertThat(deadLetter(failed)).isPresent();
    assertThat(trackId(next)).isEqualTo(1);
  }

  @Test
  void aRepeatedLateOrStaleFrameIsShedAndChangesNothing() {
    process(source("cam", 1, 5, FACE));
    CameraSession before = session();

    assertShed(process(source("cam", 1, 5, FACE)), ShedReason.REPEATED);
    assertShed(process(source("cam", 1, 4, FACE)), ShedReason.LATE);
    assertShed(process(source("cam", 0, 9, FACE)), ShedReason.STALE_EPOCH);
    assertThat(session()).isEqualTo(before);
  }

  @Test
  void aLateFrameIsShedEvenIfItCouldNotBeProcessed() {
    process(source("cam", 1, 5, FACE));

    FrameOutcome outcome =
        process(source("cam", 6, message(frame("cam", 1, 4, FACE).setRotation(45))));

    assertShed(outcome, ShedReason.LATE);
  }

  @Test
  void afterANewEpochFacesAreFoundAnewUnderNewIds() {
    FrameOutcome before = process(source("cam", 0, 8, FACE));
    FrameOutcome restarted = process(source("cam", 1, 0, FACE));

    assertThat(restarted.landmarks().getStatus()).isEqualTo(FrameStatus.FACES);
    assertThat(restarted.detectors().forFaces()).isTrue();
    assertThat(trackId(restarted)).isEqualTo(trackId(before) + 1);
  }

  @Test
  void afterALongSilenceFacesAreFoundAnewUnderNewIds() {
    process(source("cam", 0, message(frame("cam", 0, 0, FACE).setCapturedAtMicros(0))));
    FrameOutcome later =
        process(source("cam", 1, message(frame("cam", 0, 1, FACE).setCapturedAtMicros(5_000_001))));

    assertThat(later.detectors().forFaces()).isTrue();
    assertThat(trackId(later)).isEqualTo(2);
  }

  @Test
  void afterAVeryLongSilenceACameraIsAsIfItHadNeverBeenThere() {
    process(source("cam", 0, message(frame("cam", 7, 9, FACE).setCapturedAtMicros(0))));
    SourceFrame later =
        source("cam", 5, message(frame("cam", 0, 0, FACE).setCapturedAtMicros(3_600_000_001L)));

    FrameOutcome remembered = process(later);

    assertThat(remembered.landmarks().getStatus()).isEqualTo(FrameStatus.FACES);
    assertThat(remembered).isEqualTo(new SequentialTracking().process(later));
    assertThat(trackId(remembered)).isEqualTo(1 + 64 * 5);
  }

  @Test
  void aMessageThatCannotBeReadIsIdentifiedByItsPlaceAndShowsOnlyThatTheCameraIsThere() {
    process(source("cam", 0, 0, FACE));
    CameraSession before = session();

    FrameOutcome outcome = process(new SourceFrame("cam", 3, 700, 5, DAMAGED));

    FrameLandmarks record = outcome.landmarks();
    assertThat(record.getStatus()).isEqualTo(FrameStatus.REJECTED);
    assertThat(record.getCameraId()).isEqualTo("cam");
    assertThat(record.getEpoch()).isEqualTo(-4);
    assertThat(record.getSequence()).isEqualTo(700);
    assertThat(record.getCapturedAtMicros()).isEqualTo(5000);
    assertThat(deadLetter(outcome).orElseThrow().getValue().array()).isEqualTo(DAMAGED);
    assertThat(session()).isEqualTo(before.seenAt(5));
  }

  private FrameOutcome process(SourceFrame frame) {
    return tracking.process(frame);
  }

  private CameraSession session() {
    return tracking.session("cam");
  }

  private static void assertShed(FrameOutcome outcome, ShedReason reason) {
    assertThat(outcome.landmarks().getStatus()).isEqualTo(FrameStatus.SHED);
    assertThat(outcome.landmarks().getReason()).startsWith(reason + ": ");
    assertThat(deadLetter(outcome)).isEmpty();
    assertThat(outcome.detectors().forFaces()).isFalse();
  }

  private static long trackId(FrameOutcome outcome) {
    return outcome.landmarks().getFaces().get(0).getTrackId();
  }

  private static float x(FrameOutcome outcome) {
    return outcome.landmarks().getFaces().get(0).getRegion().getCenterX();
  }
}

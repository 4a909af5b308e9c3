package io.meshstream.tools.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.StatusCounts;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger(Map.of(0, 0L, 1, 0L), Map.of(0, 100L, 1, 100L));

  @Test
  void balancesWhenEveryFrameHasOneRecordWhateverItsStatus() {
    frames("cam", 0, 10, 14);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("cam", 0, 11, FrameStatus.NO_FACE), 0);
    ledger.record(record("cam", 0, 12, FrameStatus.SHED), 0);
    ledger.record(record("cam", 0, 13, FrameStatus.REJECTED), 0);

    LedgerReport report = ledger.report(false);

    assertThat(report.isBalanced()).isTrue();
    CameraBalance camera = report.cameras().get(0);
    assertThat(camera.frames()).isEqualTo(4);
    assertThat(camera.answered()).isEqualTo(new StatusCounts(1, 1, 1, 1));
  }

  @Test
  void namesTheFramesThatHaveNoRecord() {
    frames("cam", 0, 10, 20);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);

    LedgerReport report = ledger.report(true);

    assertThat(report.isBalanced()).isFalse();
    assertThat(ledger.missing()).isEqualTo(9);
    assertThat(report.cameras().get(0).missing()).isEqualTo(9);
    assertThat(report.cameras().get(0).firstMissing())
        .startsWith(new TopicPosition(0, 11), new TopicPosition(0, 12))
        .hasSize(5);
  }

  @Test
  void removesDuplicatesWhereTheyAreAllowedAndObjectsToThemElsewhere() {
    frames("cam", 0, 10, 11);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);

    assertThat(ledger.report(true).isBalanced()).isTrue();
    assertThat(ledger.report(false).isBalanced()).isFalse();
    assertThat(ledger.report(true).cameras().get(0).duplicates()).isEqualTo(1);
    assertThat(ledger.report(true).answered().faces()).isEqualTo(1);
  }

  @Test
  void acceptsTwoFramesOfTheSameIdentityAsTwoFrames() {
    frames("cam", 0, 10, 12);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("cam", 0, 11, FrameStatus.SHED), 0);

    assertThat(ledger.report(false).isBalanced()).isTrue();
  }

  @Test
  void objectsToRecordsOfPlacesThatHoldNoFrame() {
    frames("cam", 0, 10, 11);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("cam", 0, 50, FrameStatus.FACES), 0);
    ledger.record(record("cam", -1, 50, FrameStatus.FACES), 0);

    LedgerReport report = ledger.report(true);

    assertThat(report.isBalanced()).isFalse();
    assertThat(report.cameras().get(0).firstUnexpected())
        .containsExactly(new TopicPosition(0, 50), new TopicPosition(-1, 50));
  }

  @Test
  void doesNotLetOneCameraAnswerForAnother() {
    frames("a", 0, 10, 11);
    frames("b", 0, 11, 12);
    ledger.record(record("b", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("a", 0, 11, FrameStatus.FACES), 0);

    LedgerReport report = ledger.report(true);

    assertThat(report.isBalanced()).isFalse();
    assertThat(report.total(CameraBalance::missing)).isEqualTo(2);
    assertThat(report.ofOtherFrames()).isEqualTo(2);
  }

  @Test
  void doesNotLetTheFrameBeforeAnswerForTheOneThatHasItsPlaceNow() {
    ledger.frame(new FrameHeader("cam", 2, 10, 5_000), new TopicPosition(0, 10));
    ledger.record(record("cam", 1, 10, 5_000, 10), 0);
    ledger.record(record("cam", 2, 11, 5_000, 10), 0);
    ledger.record(record("cam", 2, 10, 4_999, 10), 0);
    ledger.record(record("cam", 2, 10, 4_000, 60), 0);

    LedgerReport report = ledger.report(true);

    assertThat(report.isBalanced()).isFalse();
    assertThat(report.total(CameraBalance::missing)).isEqualTo(1);
    assertThat(report.total(CameraBalance::unexpected)).isZero();
    assertThat(report.ofOtherFrames()).isEqualTo(4);

    ledger.record(record("cam", 2, 10, 5_000, 10), 0);
    assertThat(ledger.report(false).isBalanced()).isTrue();
  }

  @Test
  void acceptsRecordsOfPartitionsThatTheTopicHadBefore() {
    frames("cam", 0, 10, 11);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("cam", 7, 10, FrameStatus.FACES), 0);

    assertThat(ledger.report(false).isBalanced()).isTrue();
    assertThat(ledger.report(false).ofOtherFrames()).isEqualTo(1);
  }

  @Test
  void tellsFramesThatTheJobHasNotComeToFromThoseThatItLeftOut() {
    frames("cam", 0, 10, 20);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("cam", 0, 11, FrameStatus.FACES), 0);

    LedgerReport report = ledger.report(false);

    assertThat(report.isBalanced()).isFalse();
    assertThat(report.isBalancedSoFar()).isTrue();
    assertThat(report.total(CameraBalance::missing)).isEqualTo(8);
    assertThat(report.total(CameraBalance::behind)).isEqualTo(8);

    ledger.record(record("cam", 0, 13, FrameStatus.FACES), 0);
    assertThat(ledger.report(false).isBalancedSoFar()).isFalse();
  }

  @Test
  void doesNotMissRecordsThatRetentionHasDeleted() {
    frames("cam", 0, 10, 20);
    frames("cam", 1, 30, 31);
    ledger.recordsDeletedBefore(Map.of(0, 5L));
    for (long offset = 15; offset < 20; offset++) {
      ledger.record(record("cam", 0, offset, FrameStatus.FACES), 0);
    }
    ledger.record(record("cam", 1, 30, FrameStatus.FACES), 0);

    LedgerReport report = ledger.report(false);

    assertThat(report.isBalanced()).isTrue();
    assertThat(report.total(CameraBalance::notChecked)).isEqualTo(5);
  }

  @Test
  void blamesRetentionForNoMoreRecordsThanItHasDeleted() {
    frames("cam", 0, 10, 20);
    ledger.recordsDeletedBefore(Map.of(0, 4L));
    for (long offset = 15; offset < 20; offset++) {
      ledger.record(record("cam", 0, offset, FrameStatus.FACES), 0);
    }

    LedgerReport report = ledger.report(false);

    assertThat(report.isBalanced()).isFalse();
    assertThat(report.lostUnchecked()).isEqualTo(1);
    assertThat(LedgerText.of(report)).anyMatch(line -> line.startsWith("lost: at least 1 of"));
  }

  @Test
  void missesRecordsInAPartitionThatRetentionHasNotCut() {
    frames("cam", 0, 10, 20);
    frames("other", 0, 20, 21);
    ledger.recordsDeletedBefore(Map.of(0, 0L, 1, 100L));
    for (long offset = 15; offset < 20; offset++) {
      ledger.record(record("cam", 0, offset, FrameStatus.FACES), 0);
    }
    ledger.record(record("other", 0, 20, FrameStatus.FACES), 1);

    LedgerReport report = ledger.report(false);

    assertThat(report.total(CameraBalance::missing)).isEqualTo(5);
    assertThat(report.total(CameraBalance::notChecked)).isZero();
  }

  @Test
  void tellsASilentCameraWhoseRecordsAreDeletedFromOneThatIsNotAnswered() {
    frames("silent", 0, 10, 12);
    frames("cam", 0, 12, 14);
    frames("unanswered", 0, 14, 16);
    ledger.recordsDeletedBefore(Map.of(0, 3L));
    ledger.record(record("cam", 0, 13, FrameStatus.FACES), 0);

    LedgerReport report = ledger.report(false);

    assertThat(report.cameras())
        .extracting(CameraBalance::camera, CameraBalance::notChecked, CameraBalance::missing)
        .containsExactly(
            tuple("cam", 1L, 0L), tuple("silent", 2L, 0L), tuple("unanswered", 0L, 2L));
    assertThat(report.lostUnchecked()).isZero();
  }

  @Test
  void countsFramesThatRetentionHasDeletedAndMissesNoNumberOfTheirs() {
    Ledger later = new Ledger(Map.of(0, 40L), Map.of(0, 100L));
    FrameHeader first = new FrameHeader("cam", 1, 40, 5_000);
    later.frame(first, new TopicPosition(0, 40));
    later.numbered(first, new TopicPosition(0, 40));
    later.record(record("cam", 1, 40, 5_000, 40), 0);

    LedgerReport report = later.report(false);

    assertThat(report.isBalanced()).isTrue();
    assertThat(report.deletedFrames()).isEqualTo(40);
    assertThat(report.total(CameraBalance::gaps)).isZero();
    assertThat(LedgerText.of(report))
        .contains("apart: 40 frames deleted by retention, not checked");
  }

  @Test
  void countsRecordsOfDeletedAndOfLaterFramesApart() {
    ledger.deletedBefore(Map.of(0, 10L, 1, 0L));
    ledger.record(record("cam", 0, 9, FrameStatus.FACES), 0);
    ledger.record(record("cam", 0, 100, FrameStatus.FACES), 0);

    LedgerReport report = ledger.report(false);

    assertThat(report.isBalanced()).isTrue();
    assertThat(report.ofDeletedFrames()).isEqualTo(1);
    assertThat(report.ofLaterFrames()).isEqualTo(1);
  }

  @Test
  void doesNotMissFramesThatRetentionDeletesMeanwhile() {
    frames("cam", 0, 10, 12);
    ledger.deletedBefore(Map.of(0, 40L));
    for (long offset : new long[] {10, 11, 12, 39}) {
      ledger.record(record("cam", 0, offset, FrameStatus.FACES), 0);
    }

    LedgerReport report = ledger.report(false);

    assertThat(report.isBalanced()).isTrue();
    assertThat(report.cameras().get(0).frames()).isEqualTo(2);
    assertThat(report.ofDeletedFrames()).isEqualTo(2);
  }

  @Test
  void objectsToMessagesThatAreNotRecords() {
    ledger.unreadable();

    assertThat(ledger.report(true).isBalanced()).isFalse();
  }

  @Test
  void countsFramesWithoutKeyAsOneCameraOverAllPartitions() {
    frames("", 0, 10, 11);
    frames("", 1, 10, 11);
    ledger.record(record("", 0, 10, FrameStatus.REJECTED), 0);
    ledger.record(record("", 1, 10, FrameStatus.REJECTED), 0);

    assertThat(ledger.report(false).isBalanced()).isTrue();
    assertThat(ledger.report(false).cameras()).hasSize(1);
  }

  @Test
  void reportsGapsInTheInputForInformation() {
    for (long[] number : new long[][] {{1, 0}, {1, 3}, {1, 2}, {2, 1}, {2, 2}}) {
      ledger.numbered(new FrameHeader("cam", number[0], number[1], 0), new TopicPosition(0, 0));
    }

    LedgerReport report = ledger.report(false);

    assertThat(report.isBalanced()).isTrue();
    assertThat(report.cameras().get(0).gaps()).isEqualTo(3);
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    frames("cam", 0, 10, 12);
    ledger.record(record("cam", 0, 10, FrameStatus.FACES), 0);
    ledger.record(record("cam", 0, 60, FrameStatus.FACES), 0);

    List<String> lines = LedgerText.of(ledger.report(true));

    assertThat(lines)
        .contains("missing: cam at partition:offset 0:11")
        .contains("unexpected: cam at partition:offset 0:60");
    assertThat(lines.get(lines.size() - 1)).startsWith("NOT balanced: 2 frames in, 1 missing");
  }

  @Test
  void showsNoControlCharacterOfACamerasName() {
    frames("\u001b[2Jcam", 0, 10, 11);

    assertThat(LedgerText.of(ledger.report(true)))
        .contains("missing: ?[2Jcam at partition:offset 0:10")
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void writesOneJsonObject() {
    frames("cam", 0, 10, 11);

    String json = LedgerJson.of(ledger.report(true), Optional.empty());

    assertThat(json)
        .startsWith("{\"balanced\":false,\"cameras\":[{\"camera\":\"cam\",\"frames\":1,")
        .contains("\"firstMissing\":[{\"partition\":0,\"offset\":10}]")
        .endsWith("\"duplicatesAllowed\":true}");
  }

  private void frames(String camera, int partition, long from, long to) {
    for (long offset = from; offset < to; offset++) {
      ledger.frame(new FrameHeader(camera, 0, 0, 0), new TopicPosition(partition, offset));
    }
  }

  private static FrameLandmarks record(
      String camera, int partition, long offset, FrameStatus status) {
    return FrameLandmarks.newBuilder(record(camera, 0, 0, 0, offset))
        .setSourcePartition(partition)
        .setStatus(status)
        .build();
  }

  private static FrameLandmarks record(
      String camera, long epoch, long sequence, long capturedAtMicros, long offset) {
    return FrameLandmarks.newBuilder()
        .setCameraId(camera)
        .setEpoch(epoch)
        .setSequence(sequence)
        .setCapturedAtMicros(capturedAtMicros)
        .setSourcePartition(0)
        .setSourceOffset(offset)
        .setWidth(0)
        .setHeight(0)
        .setStatus(FrameStatus.FACES)
        .setModelId("")
        .setFaces(List.of())
        .build();
  }
}

package io.meshstream.tools.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.testing.TestingRecords;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordJoinTest {

  private final Queue<FrameLandmarks> topic = new ArrayDeque<>();
  private final RecordJoin join = new RecordJoin(() -> Optional.ofNullable(topic.poll()));

  @Test
  void findsTheRecordOfEveryFrame() {
    records(1, 2, 3);

    assertThat(LongStream.of(1, 2, 3).allMatch(this::isFound)).isTrue();
  }

  @Test
  void readsNoFurtherThanTheNextFrameForOneThatHasNone() {
    records(1, 3, 4, 5);

    assertThat(isFound(1)).isTrue();
    assertThat(isFound(2)).isFalse();
    assertThat(topic).as("4 and 5 are left").hasSize(2);
    assertThat(isFound(3)).isTrue();
  }

  @Test
  void findsTheRecordOfAFrameThatWasSentLate() {
    records(1, 2, 5, 3, 6);

    assertThat(LongStream.of(1, 2, 5, 3, 6).allMatch(this::isFound)).isTrue();
  }

  @Test
  void passesOverRecordsOfFramesThatAreGone() {
    LongStream.range(0, 5000).forEach(this::records);

    assertThat(isFound(4000)).isTrue();
    assertThat(isFound(4001)).isTrue();
  }

  @Test
  void goesOnAfterRecordsThatWereWrittenAgain() {
    records(1, 2, 3, 2, 3, 4);

    assertThat(LongStream.of(1, 2, 3, 4).allMatch(this::isFound)).isTrue();
  }

  @Test
  void takesTheFirstOfSeveralRecords() {
    topic.add(TestingRecords.notAnalysed("cam", 1, FrameStatus.SHED, "first"));
    topic.add(TestingRecords.notAnalysed("cam", 1, FrameStatus.SHED, "second"));
    records(2);

    assertThat(isFound(2)).isTrue();
    assertThat(join.find(identity(1)).orElseThrow().getReason()).isEqualTo("first");
  }

  @Test
  void forgetsRecordsThatNobodyAskedFor() {
    records(1);
    LongStream.range(2, 2000).forEach(this::records);

    assertThat(isFound(1999)).isTrue();
    assertThat(isFound(1)).isFalse();
  }

  @Test
  void findsNothingInAnEmptyTopic() {
    assertThat(isFound(1)).isFalse();
  }

  private void records(long... sequences) {
    for (long sequence : sequences) {
      topic.add(TestingRecords.notAnalysed("cam", sequence, FrameStatus.SHED, "WORD: text"));
    }
  }

  private boolean isFound(long sequence) {
    Optional<FrameLandmarks> record = join.find(identity(sequence));
    return record.isPresent() && record.get().getSequence() == sequence;
  }

  private static FrameIdentity identity(long sequence) {
    return new FrameIdentity("cam", 1, sequence);
  }
}

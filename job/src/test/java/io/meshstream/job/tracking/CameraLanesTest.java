package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.TestFrames;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraLanesTest {

  private final FrameParser parser = new FrameParser(FrameFormat.RAW, 100);
  private final CameraLanes lanes = new CameraLanes(new CameraLanes.Bounds(2, 4, 10, 0));

  @Test
  void aCameraHasOneTurnAtATime() {
    add("a", "a");

    assertThat(lanes.nextTurn()).isPresent();
    assertThat(lanes.nextTurn()).isEmpty();
  }

  @Test
  void aCameraWithManyFramesTakesTurnsWithOneThatHasFew() {
    add("a", "a", "a", "a", "b", "b", "c");

    assertThat(turns()).containsExactly("a", "b", "c", "a", "b", "a", "a");
    assertThat(lanes.waiting()).isZero();
  }

  @Test
  void aFrameThatComesDuringItsCamerasTurnWaitsForTheNext() {
    add("a", "b");
    CameraLanes.Lane a = lanes.nextTurn().orElseThrow();
    a.remove();
    add("a");

    assertThat(a.waiting()).isEqualTo(1);
    assertThat(lanes.nextTurn().orElseThrow().camera()).isEqualTo("b");
    assertThat(lanes.nextTurn()).isEmpty();
    lanes.endTurn(a);
    assertThat(lanes.nextTurn()).containsSame(a);
  }

  @Test
  void framesOfACameraLeaveInTheOrderInWhichTheyCame() {
    lanes.add(frame("a", 1));
    lanes.add(frame("a", 2));
    CameraLanes.Lane lane = lanes.nextTurn().orElseThrow();

    assertThat(lane.remove().source().offset()).isEqualTo(1);
    assertThat(lane.remove().source().offset()).isEqualTo(2);
  }

  @Test
  void aCameraWithoutFramesIsForgotten() {
    add("a");
    CameraLanes.Lane first = lanes.nextTurn().orElseThrow();
    first.remove();
    lanes.endTurn(first);
    add("a");

    assertThat(lanes.nextTurn().orElseThrow()).isNotSameAs(first);
  }

  @Test
  void aCameraTakesOnlyItsOwnRoom() {
    add("a", "a");

    assertThat(lanes.hasRoomFor(source("a", 1))).isFalse();
    assertThat(lanes.hasRoomFor(source("b", 1))).isTrue();
    add("b", "b");
    assertThat(lanes.hasRoomFor(source("c", 1))).isFalse();
  }

  @Test
  void whatWaitsIsBoundedInBytesButForASingleFrame() {
    assertThat(lanes.hasRoomFor(source("a", 1_000))).isTrue();
    lanes.add(arrived(source("a", 6)));

    assertThat(lanes.hasRoomFor(source("b", 4))).isTrue();
    assertThat(lanes.hasRoomFor(source("b", 5))).isFalse();
    lanes.nextTurn().orElseThrow().remove();
    assertThat(lanes.hasRoomFor(source("b", 5))).isTrue();
  }

  @Test
  void ofACameraWhoseNewestFramesCountTheOthersGiveTheirPicturesBackAndStayInOrder() {
    CameraLanes newest = new CameraLanes(new CameraLanes.Bounds(2, 4, 10, 1));
    for (int i = 0; i < 50; i++) {
      SourceFrame frame = TestFrames.source("a", i, new byte[3]);
      assertThat(newest.hasRoomFor(frame)).isTrue();
      newest.add(arrived(frame));
    }

    assertThat(newest.waiting()).isEqualTo(50);
    assertThat(newest.hasRoomFor(source("b", 7))).isTrue();
    CameraLanes.Lane lane = newest.nextTurn().orElseThrow();
    for (int i = 0; i < 50; i++) {
      SourceFrame frame = lane.remove().source();
      assertThat(frame.offset()).isEqualTo(i);
      assertThat(frame.value()).hasSize(i < 49 ? 0 : 3);
    }
    assertThat(newest.waiting()).isZero();
  }

  @Test
  void framesWithoutPicturesAreBoundedToo() {
    CameraLanes newest = new CameraLanes(new CameraLanes.Bounds(2, 4, 10, 1));
    int added = 0;
    while (newest.hasRoomFor(source("a", 3))) {
      newest.add(arrived(source("a", 3)));
      added++;
    }

    assertThat(added).isEqualTo(128 * 4 + 1);
  }

  @Test
  void aRejectedFrameKeepsItsValueForItsDeadLetterAndCounts() {
    CameraLanes newest = new CameraLanes(new CameraLanes.Bounds(2, 4, 10, 1));
    SourceFrame empty = TestFrames.source("a", 0, new byte[0]);
    newest.add(arrived(empty));
    newest.add(arrived(source("", 6)));
    newest.add(arrived(source("", 4)));

    assertThat(newest.hasRoomFor(source("b", 1))).isFalse();
    newest.nextTurn();
    assertThat(newest.nextTurn().orElseThrow().remove().source().value()).hasSize(6);
    assertThat(newest.hasRoomFor(source("b", 1))).isTrue();
  }

  private ArrivedFrame arrived(SourceFrame source) {
    return new ArrivedFrame(source, parser.parse(source), 0);
  }

  private static SourceFrame source(String camera, int bytes) {
    return TestFrames.source(camera, 0, new byte[bytes]);
  }

  private List<String> turns() {
    List<String> turns = new ArrayList<>();
    for (var next = lanes.nextTurn(); next.isPresent(); next = lanes.nextTurn()) {
      CameraLanes.Lane lane = next.get();
      turns.add(lane.camera());
      lane.remove();
      lanes.endTurn(lane);
    }
    return turns;
  }

  private void add(String... cameras) {
    for (String camera : cameras) {
      lanes.add(frame(camera, 0));
    }
  }

  private ArrivedFrame frame(String camera, long offset) {
    SourceFrame source = TestFrames.source(camera, offset, new byte[] {1});
    return new ArrivedFrame(source, parser.parse(source), 0);
  }
}

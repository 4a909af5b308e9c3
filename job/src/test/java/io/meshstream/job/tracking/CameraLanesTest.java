package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.TestFrames;
import io.meshstream.job.frames.FrameFormat;
import io.meshstream.job.frames.FrameReader;
import io.meshstream.job.frames.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraLanesTest {

  private final FrameReader reader = new FrameReader(FrameFormat.RAW, 100);
  private final CameraLanes lanes = new CameraLanes();

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
    return new ArrivedFrame(source, reader.read(source), 0);
  }
}

package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.TestFrames;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraQueuesTest {

  private final FrameParser parser = new FrameParser(FrameFormat.RAW, 100);
  private final CameraQueues queues = new CameraQueues(new CameraQueues.Bounds(2, 4, 10));

  @Test
  void aCameraIsServedOneFrameAtATime() {
    add("a", "a");

    assertThat(queues.acquire()).isPresent();
    assertThat(queues.acquire()).isEmpty();
  }

  @Test
  void aCameraWithManyFramesIsServedInTurnWithOneThatHasFew() {
    add("a", "a", "a", "a", "b", "b", "c");

    assertThat(served()).containsExactly("a", "b", "c", "a", "b", "a", "a");
    assertThat(queues.waiting()).isZero();
  }

  @Test
  void aFrameThatComesWhileItsCameraIsServedWaits() {
    add("a", "b");
    CameraQueues.CameraQueue a = queues.acquire().orElseThrow();
    a.remove();
    add("a");

    assertThat(a.waiting()).isEqualTo(1);
    assertThat(queues.acquire().orElseThrow().camera()).isEqualTo("b");
    assertThat(queues.acquire()).isEmpty();
    queues.release(a);
    assertThat(queues.acquire()).containsSame(a);
  }

  @Test
  void framesOfACameraLeaveInTheOrderInWhichTheyCame() {
    queues.add(frame("a", 1), 0);
    queues.add(frame("a", 2), 0);
    CameraQueues.CameraQueue queue = queues.acquire().orElseThrow();

    assertThat(queue.remove().source().offset()).isEqualTo(1);
    assertThat(queue.remove().source().offset()).isEqualTo(2);
  }

  @Test
  void aCameraWithoutFramesIsForgotten() {
    add("a");
    CameraQueues.CameraQueue first = queues.acquire().orElseThrow();
    first.remove();
    queues.release(first);
    add("a");

    assertThat(queues.acquire().orElseThrow()).isNotSameAs(first);
  }

  @Test
  void aCameraTakesOnlyItsOwnRoom() {
    add("a", "a");

    assertThat(queues.hasRoomFor(source("a", 1), 0)).isFalse();
    assertThat(queues.hasRoomFor(source("b", 1), 0)).isTrue();
    add("b", "b");
    assertThat(queues.hasRoomFor(source("c", 1), 0)).isFalse();
  }

  @Test
  void whatWaitsIsBoundedInBytesButForASingleFrame() {
    assertThat(queues.hasRoomFor(source("a", 1_000), 0)).isTrue();
    queues.add(arrived(source("a", 6)), 0);

    assertThat(queues.hasRoomFor(source("b", 4), 0)).isTrue();
    assertThat(queues.hasRoomFor(source("b", 5), 0)).isFalse();
    queues.acquire().orElseThrow().remove();
    assertThat(queues.hasRoomFor(source("b", 5), 0)).isTrue();
  }

  @Test
  void ofACameraWhoseNewestFramesCountTheOthersGiveTheirPicturesBackAndStayInOrder() {
    CameraQueues newest = new CameraQueues(new CameraQueues.Bounds(2, 4, 10));
    for (int i = 0; i < 50; i++) {
      SourceFrame frame = TestFrames.source("a", i, new byte[3]);
      assertThat(newest.hasRoomFor(frame, 1)).isTrue();
      newest.add(arrived(frame), 1);
    }

    assertThat(newest.waiting()).isEqualTo(50);
    assertThat(newest.hasRoomFor(source("b", 7), 1)).isTrue();
    CameraQueues.CameraQueue queue = newest.acquire().orElseThrow();
    for (int i = 0; i < 50; i++) {
      SourceFrame frame = queue.remove().source();
      assertThat(frame.offset()).isEqualTo(i);
      assertThat(frame.value()).hasSize(i < 49 ? 0 : 3);
    }
    assertThat(newest.waiting()).isZero();
  }

  @Test
  void framesWithoutPicturesAreBoundedToo() {
    CameraQueues newest = new CameraQueues(new CameraQueues.Bounds(2, 4, 10));
    int added = 0;
    while (newest.hasRoomFor(source("a", 3), 1)) {
      newest.add(arrived(source("a", 3)), 1);
      added++;
    }

    assertThat(added).isEqualTo(128 * 4 + 1);
  }

  @Test
  void aRejectedFrameKeepsItsValueForItsDeadLetterAndCounts() {
    CameraQueues newest = new CameraQueues(new CameraQueues.Bounds(2, 4, 10));
    SourceFrame empty = TestFrames.source("a", 0, new byte[0]);
    newest.add(arrived(empty), 1);
    newest.add(arrived(source("", 6)), 1);
    newest.add(arrived(source("", 4)), 1);

    assertThat(newest.hasRoomFor(source("b", 1), 1)).isFalse();
    newest.acquire();
    assertThat(newest.acquire().orElseThrow().remove().source().value()).hasSize(6);
    assertThat(newest.hasRoomFor(source("b", 1), 1)).isTrue();
  }

  private QueuedFrame arrived(SourceFrame source) {
    return new QueuedFrame(source, parser.parse(source), 0);
  }

  private static SourceFrame source(String camera, int bytes) {
    return TestFrames.source(camera, 0, new byte[bytes]);
  }

  private List<String> served() {
    List<String> turns = new ArrayList<>();
    for (var next = queues.acquire(); next.isPresent(); next = queues.acquire()) {
      CameraQueues.CameraQueue queue = next.get();
      turns.add(queue.camera());
      queue.remove();
      queues.release(queue);
    }
    return turns;
  }

  private void add(String... cameras) {
    for (String camera : cameras) {
      queues.add(frame(camera, 0), 0);
    }
  }

  private QueuedFrame frame(String camera, long offset) {
    SourceFrame source = TestFrames.source(camera, offset, new byte[] {1});
    return new QueuedFrame(source, parser.parse(source), 0);
  }
}

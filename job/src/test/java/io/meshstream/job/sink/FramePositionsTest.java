package io.meshstream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.frames.TopicPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramePositionsTest {

  @Test
  void positionsAreReadAsStretches() {
    FramePositions positions =
        FramePositions.of(List.of(at(3, 5), at(0, 17), at(0, 13), at(0, 12), at(0, 14), at(0, 12)));

    assertThat(positions).hasToString("partition 0: 12 to 14, 17; partition 3: 5");
    assertThat(positions.size()).isEqualTo(5);
  }

  @Test
  void manyStretchesAreCutShort() {
    List<TopicPosition> scattered = new ArrayList<>();
    for (long offset = 0; offset < 100; offset += 2) {
      scattered.add(at(0, offset));
      scattered.add(at(1, offset));
    }

    assertThat(FramePositions.of(scattered).toString())
        .startsWith("partition 0: 0, 2, 4")
        .endsWith("38, up to 98; partition 1: some, up to 98");
  }

  @Test
  void bytesKeepEveryPositionAndAFewOfThemKeepNeighbours() throws IOException {
    FramePositions.Builder builder = new FramePositions.Builder();
    for (long offset = Long.MAX_VALUE - 10_000; offset < Long.MAX_VALUE; offset++) {
      builder.add(at(7, offset));
    }
    builder.add(at(0, 0));
    FramePositions positions = builder.build();

    byte[] bytes = positions.toBytes();

    assertThat(bytes).hasSizeLessThan(10_050);
    assertThat(FramePositions.fromBytes(bytes, 0, bytes.length)).isEqualTo(positions);
    assertThat(FramePositions.fromBytes(FramePositions.NONE.toBytes(), 0, 4).isEmpty()).isTrue();
  }

  @Test
  void whatWasNotWrittenByItIsRefused() {
    byte[] partition = {0, 0, 0, 1, 0, 0, 0, 7};
    byte[] tooLong = new byte[10];
    Arrays.fill(tooLong, (byte) -1);
    assertRefused("distance between offsets", partition, new byte[] {0, 0, 0, 1}, tooLong);
    assertRefused("ascending", partition, new byte[] {0, 0, 0, 2, 20, 1});
    assertRefused("some, once", partition, new byte[4]);
    assertRefused(
        "some, once",
        new byte[] {0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 1, 2},
        new byte[] {0, 0, 0, 7, 0, 0, 0, 1, 2});
    assertRefused("0 to 0", new byte[] {0, 0, 0, 1});
  }

  private static void assertRefused(String because, byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    assertThatThrownBy(() -> FramePositions.fromBytes(bytes.toByteArray(), 0, bytes.size()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(because)
        .hasMessageEndingWith("restore another one");
  }

  private static TopicPosition at(int partition, long offset) {
    return new TopicPosition(partition, offset);
  }
}

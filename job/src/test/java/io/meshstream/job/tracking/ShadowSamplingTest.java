package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.FrameHeader;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShadowSamplingTest {

  @Test
  void oneOfSoManyFramesIsSeen() {
    assertThat(seen(1, 10)).isBetween(900L, 1100L);
    assertThat(seen(1, 1)).isEqualTo(10_000);
    assertThat(seen(1, Integer.MAX_VALUE)).isZero();
  }

  @Test
  void gapsBetweenSequenceNumbersMakeNoDifference() {
    for (int gap : new int[] {2, 5, 10, 16}) {
      assertThat(seen(gap, 10)).isBetween(900L, 1100L);
    }
  }

  private static long seen(int gap, int everyNth) {
    return LongStream.range(0, 10_000)
        .map(number -> number * gap)
        .filter(sequence -> ShadowSampling.isDue(new FrameHeader("cam", 3, sequence, 0), everyNth))
        .count();
  }
}

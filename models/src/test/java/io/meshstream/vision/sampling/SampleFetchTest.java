package io.meshstream.vision.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.image.Picture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampleFetchTest {
  private static final int SIDE = 640;
  private static final int LINES = 3 * SIDE / 64;

  @Test
  void rowsAreReadOnceEachAndBeforeTheyAreReached() {
    SampleFetch fetch = fetch(192);

    fetch.reach(0);
    int atFirst = fetch.read();
    fetch.reach(100);
    int later = fetch.read();
    fetch.reach(50);

    assertThat(atFirst).isPositive().isLessThan(20 * LINES);
    assertThat(later).isGreaterThanOrEqualTo(101 * LINES);
    assertThat(fetch.read()).isEqualTo(later);
  }

  @Test
  void noMoreIsReadThanThereIs() {
    SampleFetch fetch = fetch(192);

    fetch.reach(Integer.MAX_VALUE);

    assertThat(fetch.read()).isEqualTo(SIDE * LINES);
  }

  @Test
  void rowsOfWhichFewAreSampledAreNotRead() {
    SampleFetch fetch = fetch(64);

    fetch.reach(SIDE);

    assertThat(fetch.read()).isZero();
  }

  private static SampleFetch fetch(int side) {
    byte[] ones = new byte[3 * SIDE * SIDE];
    Arrays.fill(ones, (byte) 1);
    return new SampleFetch(Picture.rgb(ones, SIDE, SIDE), 0, SIDE, 0, SIDE, side);
  }
}

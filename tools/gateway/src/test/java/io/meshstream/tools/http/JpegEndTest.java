package io.meshstream.tools.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegEndTest {

  private static final byte[] PLAIN = TestingJpegs.jpeg(Color.RED, false);
  private static final byte[] PROGRESSIVE = TestingJpegs.jpeg(Color.BLUE, true);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50, 100_000})
  void findsTheLastByteHoweverThePictureComes(int step) {
    assertEnds(PLAIN, step);
    assertEnds(PROGRESSIVE, step);
    assertEnds(TestingJpegs.withThumbnail(PLAIN, PROGRESSIVE), step);
    assertEnds(TestingJpegs.withSegmentOfLengthZero(PLAIN), step);
    assertEnds(TestingJpegs.join(new byte[] {(byte) 0xff, (byte) 0xd8}, PLAIN), step);
  }

  private static void assertEnds(byte[] jpeg, int step) {
    byte[] stream = TestingJpegs.join(jpeg, PLAIN);
    assertThat(find(stream, step)).isEqualTo(jpeg.length);
  }

  @Test
  void aPictureWithoutItsEndEndsWhereTheNextBegins() {
    byte[] cut = Arrays.copyOf(PLAIN, PLAIN.length - 2);

    for (int step : new int[] {1, 2, 100_000}) {
      assertThat(find(TestingJpegs.join(cut, PROGRESSIVE), step)).isEqualTo(cut.length);
    }
  }

  @Test
  void whatHasNotEndedHasNoEnd() {
    assertThat(find(Arrays.copyOf(PLAIN, PLAIN.length - 1), 100_000)).isEqualTo(-1);
    assertThat(find(new byte[0], 1)).isEqualTo(-1);
  }

  @Test
  void aMarkerThatCannotStandInAScanIsPassedOver() {
    byte[] damaged =
        TestingJpegs.join(
            Arrays.copyOf(PLAIN, PLAIN.length - 2),
            new byte[] {(byte) 0xff, 0x33, 5, (byte) 0xff, (byte) 0xff, 0},
            new byte[] {(byte) 0xff, (byte) 0xd9});

    assertThat(find(damaged, 3)).isEqualTo(damaged.length);
  }

  private static int find(byte[] data, int step) {
    JpegEnd end = new JpegEnd();
    for (int from = 0; from < data.length; from += step) {
      int found = end.find(data, from, Math.min(data.length, from + step));
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }
}

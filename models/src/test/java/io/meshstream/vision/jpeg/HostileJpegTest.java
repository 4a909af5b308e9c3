package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshstream.vision.jpeg.JpegException.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileJpegTest {
  private static final int MUTATIONS = 3000;
  private static final int MAX_PIXELS = 1 << 20;

  private static final List<JpegScale> SCALES = List.of(JpegScale.values());

  private final JpegDecoder decoder = new JpegDecoder();
  private final byte[] buffer = new byte[3 * MAX_PIXELS];

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void noBeginningOfAPictureIsTakenForTheWhole(int restartInterval) throws Exception {
    byte[] jpeg =
        new TestJpeg(40, 24, 1)
            .sampling(JpegSampling.YUV420)
            .restartInterval(restartInterval)
            .encode();
    byte[] whole = Decoding.whole(jpeg);
    for (int length = 0; length < jpeg.length; length++) {
      byte[] cut = Arrays.copyOf(jpeg, length);
      if (length < jpeg.length - 3) {
        assertThatExceptionOfType(JpegException.class)
            .as("%d of %d bytes", length, jpeg.length)
            .isThrownBy(() -> Decoding.whole(cut))
            .matches(e -> e.reason() == Reason.TRUNCATED);
      } else if (length >= jpeg.length - 2) {
        // Only the end marker is missing; nothing needs it.
        assertThat(Decoding.whole(cut)).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  void aPictureThatEndsEarlyIsRefusedWhicheverRegionIsAskedFor(int restartInterval) {
    byte[] jpeg = new TestJpeg(64, 64, 1).restartInterval(restartInterval).encode();
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length * 3 / 4);
    for (int y : new int[] {0, 32, 63}) {
      assertThatExceptionOfType(JpegException.class)
          .isThrownBy(
              () ->
                  Decoding.region(
                      decoder, Decoding.header(cut), JpegScale.FULL, new JpegRegion(0, y, 1, 1)))
          .matches(e -> e.reason() == Reason.TRUNCATED);
    }
  }

  @Test
  void strayBytesBehindTheEndAreLeftAlone() throws Exception {
    byte[] jpeg = new TestJpeg(64, 64, 1).encode();
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 500);
    padded[jpeg.length + 300] = -1;
    assertThat(Decoding.whole(padded)).isEqualTo(Decoding.whole(jpeg));
  }

  @ParameterizedTest
  @EnumSource
  void damagedDataIsDecodedOrRefusedButNeverFailsOtherwise(JpegSampling sampling) {
    byte[] jpeg =
        new TestJpeg(50, 37, 2)
            .sampling(sampling)
            .restartInterval(sampling == JpegSampling.YUV422 ? 0 : 2)
            .exif('I', 6)
            .encode();
    Random random = new Random(5);
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int round = 0; round < MUTATIONS; round++) {
            tryToDecode(damaged(jpeg, random), random);
          }
        });
  }

  private static byte[] damaged(byte[] jpeg, Random random) {
    byte[] damaged = jpeg.clone();
    for (int hits = 1 + random.nextInt(6); hits > 0; hits--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(8) == 0) {
      damaged = Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
    }
    return damaged;
  }

  private void tryToDecode(byte[] jpeg, Random random) {
    try {
      JpegHeader header = JpegHeader.parse(jpeg, 0, jpeg.length, MAX_PIXELS);
      if (header.height() == 0) {
        return;
      }
      JpegScale scale = SCALES.get(random.nextInt(SCALES.size()));
      int width = scale.of(header.width());
      int height = scale.of(header.height());
      int x = random.nextInt(width);
      int y = random.nextInt(height);
      JpegRegion region =
          new JpegRegion(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
      decoder.decode(header, scale, region, buffer);
      // Whatever damaged data becomes is the same with vectors.
      Decoding.region(decoder, header, scale, region);
    } catch (JpegException refused) {
      assertThat(refused).hasMessageContaining("expected");
    }
  }

  @Test
  void aDecoderIsAsGoodAsNewAfterAFailure() throws Exception {
    byte[] jpeg = new TestJpeg(40, 40, 1).sampling(JpegSampling.YUV420).encode();
    byte[] expected = Decoding.whole(jpeg);
    JpegRegion whole = JpegRegion.whole(40, 40);
    Random random = new Random(9);
    for (int i = 0; i < 300; i++) {
      tryToDecode(damaged(jpeg, random), random);
      assertThat(Decoding.region(decoder, Decoding.header(jpeg), JpegScale.FULL, whole))
          .isEqualTo(expected);
    }
  }

  @Test
  void aHugePictureWithoutDataIsRefusedAtOnce() throws Exception {
    byte[] jpeg = new TestJpeg(16, 16, 1).encode();
    int frame = 0;
    while (jpeg[frame] != -1 || jpeg[frame + 1] != (byte) Markers.BASELINE) {
      frame++;
    }
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xff);
    JpegHeader header = JpegHeader.parse(jpeg, 0, jpeg.length - 2, Long.MAX_VALUE);
    assertThat(header.width()).isEqualTo(65535);
    JpegRegion corner = new JpegRegion(65534, 65534, 1, 1);
    assertThatExceptionOfType(JpegException.class)
        .isThrownBy(() -> decoder.decode(header, JpegScale.FULL, corner, buffer))
        .matches(e -> e.reason() == Reason.TRUNCATED);
  }

  @Test
  void aRegionOutsideOfThePictureIsTheCallersMistake() throws Exception {
    JpegHeader header = Decoding.header(new TestJpeg(20, 10, 1).encode());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> decoder.decode(header, JpegScale.FULL, new JpegRegion(1, 0, 20, 1), buffer))
        .withMessageContaining("inside 20x10");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> decoder.decode(header, JpegScale.HALF, new JpegRegion(0, 0, 11, 1), buffer))
        .withMessageContaining("inside 10x5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> decoder.decode(header, JpegScale.FULL, new JpegRegion(0, 0, 2, 2), new byte[11]))
        .withMessageContaining("at least 12");
    assertThatIllegalArgumentException().isThrownBy(() -> new JpegRegion(0, 0, 0, 1));
  }
}

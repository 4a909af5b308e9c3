package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.meshstream.vision.vector.VectorSupport;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JpegAllocationTest {
  private static final int CALLS = 10;
  private static final long FEW_BYTES = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** With vectors there are no more objects once they are quick. */
  static Stream<Boolean> ways() {
    return VectorSupport.awaitDecision() ? Stream.of(false, true) : Stream.of(false);
  }

  static Stream<Arguments> scalesAndWays() {
    return Stream.of(JpegScale.values())
        .flatMap(scale -> ways().map(vectors -> Arguments.of(scale, vectors)));
  }

  @ParameterizedTest
  @MethodSource("scalesAndWays")
  void aWarmDecoderAllocatesNothingThatGrowsWithThePicture(JpegScale scale, boolean vectors)
      throws Exception {
    byte[] jpeg =
        new TestJpeg(320, 240, 1).sampling(JpegSampling.YUV420).restartInterval(1).encode();
    JpegRegion whole = JpegRegion.whole(scale.of(320), scale.of(240));
    JpegDecoder decoder = new JpegDecoder(() -> vectors);
    byte[] out = new byte[3 * 320 * 240];
    decoder.decode(Decoding.header(jpeg), scale, whole, out);

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      decoder.decode(Decoding.header(jpeg), scale, whole, out);
    }
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / CALLS).isLessThan(FEW_BYTES);
  }

  static Stream<Arguments> scalesAndPictures() {
    Stream<TestJpeg> usual = Stream.of(JpegSampling.values()).map(each -> wide().sampling(each));
    // 4:4:4 by factors of which none is 1: a unit has three rows, or columns, of blocks.
    Stream<TestJpeg> unusual =
        Stream.of(
            wide().factors(new int[] {1, 1, 1}, new int[] {3, 3, 3}),
            wide().factors(new int[] {3, 3, 3}, new int[] {1, 1, 1}));
    List<byte[]> jpegs = Stream.concat(usual, unusual).map(TestJpeg::encode).toList();
    return Stream.of(JpegScale.values())
        .flatMap(scale -> jpegs.stream().map(jpeg -> Arguments.of(scale, jpeg)));
  }

  private static TestJpeg wide() {
    return new TestJpeg(1200, 9, 1);
  }

  /**
   * Which way a picture will be decoded is not known before: it is told what the dearer one takes.
   */
  @ParameterizedTest
  @MethodSource("scalesAndPictures")
  void aDecoderKeepsNoMoreOfRowsThanItSays(JpegScale scale, byte[] jpeg) throws Exception {
    JpegHeader header = Decoding.header(jpeg);
    JpegRegion whole = JpegRegion.whole(scale.of(header.width()), scale.of(header.height()));
    long most = 0;
    for (boolean vectors : ways().toList()) {
      most = Math.max(most, allocated(header, scale, whole, vectors));
    }
    long said = JpegDecoder.rowBytes(header, scale, whole);
    assertThat(most).isBetween(said / 2, said + FEW_BYTES);
    assertThat(said)
        .isLessThanOrEqualTo(
            JpegDecoder.rowBytes(
                header, JpegScale.FULL, JpegRegion.whole(header.width(), header.height())));
  }

  private long allocated(JpegHeader header, JpegScale scale, JpegRegion whole, boolean vectors)
      throws JpegException {
    byte[] out = new byte[3 * whole.width() * whole.height()];
    JpegDecoder decoder = new JpegDecoder(() -> vectors);
    decoder.decode(header, scale, new JpegRegion(0, 0, 1, 1), out);
    long before = threads.getCurrentThreadAllocatedBytes();
    decoder.decode(header, scale, whole, out);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  static Stream<Arguments> samplingsAndWays() {
    return Stream.of(JpegSampling.values())
        .flatMap(sampling -> ways().map(vectors -> Arguments.of(sampling, vectors)));
  }

  @ParameterizedTest
  @MethodSource("samplingsAndWays")
  void aMaskAndWhatADecoderKeepsForItTakeNoMoreThanItSays(JpegSampling sampling, boolean vectors)
      throws Exception {
    JpegHeader header = Decoding.header(wide().sampling(sampling).encode());
    JpegRegion whole = JpegRegion.whole(header.width(), header.height());
    byte[] out = new byte[3 * whole.width() * whole.height()];
    JpegDecoder decoder = new JpegDecoder(() -> vectors);
    decoder.decode(header, JpegScale.FULL, whole, out);

    long before = threads.getCurrentThreadAllocatedBytes();
    PixelMask mask = new PixelMask();
    mask.reset(whole);
    mask.add(1, 0, 1);
    mask.add(7, 600, 700);
    decoder.decode(header, mask, out);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(mask.bytes()).isGreaterThan(1200 * 9 / 8);
    assertThat(allocated).isBetween(mask.bytes(), JpegDecoder.maskBytes(whole));
  }
}

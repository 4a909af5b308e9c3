package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JpegAllocationTest {
  private static final int CALLS = 10;
  private static final long FEW_BYTES = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void aWarmDecoderAllocatesNothingThatGrowsWithThePicture(JpegScale scale) throws Exception {
    byte[] jpeg =
        new TestJpeg(320, 240, 1).sampling(JpegSampling.YUV420).restartInterval(1).encode();
    JpegRegion whole = JpegRegion.whole(scale.of(320), scale.of(240));
    JpegDecoder decoder = new JpegDecoder();
    byte[] out = new byte[3 * 320 * 240];
    decoder.decode(Decoding.header(jpeg), scale, whole, out);

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      decoder.decode(Decoding.header(jpeg), scale, whole, out);
    }
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / CALLS).isLessThan(FEW_BYTES);
  }
}

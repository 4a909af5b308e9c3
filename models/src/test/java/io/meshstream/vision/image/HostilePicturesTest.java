package io.meshstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.meshstream.vision.jpeg.Vectors;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.HostilePicture;
import io.meshstream.vision.testing.HostilePictures;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a picture is told by its name, and costs no more than a right one. */
class HostilePicturesTest {

  /** The rows of the widest JPEG there can be, with all that is kept for the next one. */
  private static final long OVERHEAD_BYTES = 20L << 20;

  private static final int BYTES_FOR_A_PIXEL = 4;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @BeforeAll
  static void loadClasses() throws PictureException {
    Vectors.awaitDecision();
    new PictureDecoder(PictureLimits.defaults()).decode(Portrait.png());
  }

  static List<HostilePicture> pictures() {
    return HostilePictures.all();
  }

  /** Takes a second at most; the limit is for machines that do much else. */
  @ParameterizedTest
  @MethodSource("pictures")
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isDecodedOrRefusedByNameWithinItsBounds(HostilePicture hostile) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String outcome;
    long pixels = 0;
    try (PictureSource source = decoder.open(hostile.bytes())) {
      Picture whole = source.whole(1);
      pixels = (long) whole.width() * whole.height();
      outcome = HostilePicture.NO_FACE;
    } catch (PictureException e) {
      assertThat(e).hasMessageContaining("expected: ");
      outcome = e.problem().name();
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(outcome).isEqualTo(hostile.outcome());
    assertThat(allocated).isLessThan(OVERHEAD_BYTES + BYTES_FOR_A_PIXEL * pixels);
  }
}

package io.meshstream.bench;

import io.meshstream.vision.jpeg.JpegDecoder;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.jpeg.JpegRegion;
import io.meshstream.vision.jpeg.JpegScale;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decoding a frame on one thread: ImageIO's whole decode, which is the baseline, against the middle
 * of the picture and against the whole picture at a quarter of its size.
 *
 * <p>Pictures are 4:2:0 JPEGs made from the portrait, soft ones and detailed ones; the region is
 * 384x384 of 720p and 512x512 of 1080p. Add {@code -prof gc} to see what is allocated: the region
 * decoder's bytes per operation are its header, and do not grow with the picture.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RegionDecodeBenchmark {
  private static final long MAX_PIXELS = 1 << 24;

  @Param public SampleFrame frame;

  private final JpegDecoder decoder = new JpegDecoder();
  private byte[] jpeg;
  private JpegRegion middle;
  private JpegRegion quarter;
  private byte[] pixels;

  @Setup
  public void encode() throws IOException {
    ImageIO.setUseCache(false);
    jpeg = frame.jpeg();
    middle = frame.middle();
    quarter =
        JpegRegion.whole(JpegScale.QUARTER.of(frame.width()), JpegScale.QUARTER.of(frame.height()));
    pixels = new byte[3 * frame.width() * frame.height()];
  }

  @Benchmark
  public BufferedImage imageIoWhole() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  @Benchmark
  public byte[] middleRegion() throws JpegException {
    return decode(JpegScale.FULL, middle);
  }

  @Benchmark
  public byte[] wholeAtAQuarter() throws JpegException {
    return decode(JpegScale.QUARTER, quarter);
  }

  private byte[] decode(JpegScale scale, JpegRegion region) throws JpegException {
    JpegHeader header = JpegHeader.parse(jpeg, 0, jpeg.length, MAX_PIXELS);
    decoder.decode(header, scale, region, pixels);
    return pixels;
  }
}

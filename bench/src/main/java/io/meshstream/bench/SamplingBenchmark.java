package io.meshstream.bench;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.sampling.Border;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.sampling.TensorSampler;
import io.meshstream.vision.sampling.ValueRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * From a 720p picture to a model's input: the landmark model's crop and the detector's letterbox.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SamplingBenchmark {
  @Param public Sampling sampling;

  private final Region region = new Region(0.5f, 0.5f, 0.28f, 0.5f, 0.2f);
  private Picture picture;
  private TensorSampler crop;
  private TensorSampler letterbox;
  private FloatBuffer target;

  @Setup
  public void prepare() {
    byte[] bgr = new byte[3 * 1280 * 720];
    new Random(1).nextBytes(bgr);
    picture = Picture.bgr(bgr, 1280, 720);
    crop = new TensorSampler(192, ValueRange.UNIT, Border.REPLICATE, sampling);
    letterbox = new TensorSampler(128, ValueRange.SIGNED, Border.BLACK, sampling);
    target =
        ByteBuffer.allocateDirect(3 * 192 * 192 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  @Benchmark
  public void crop() {
    crop.sample(picture, TensorGrid.over(region, 1280, 720), target);
  }

  @Benchmark
  public void letterbox() {
    letterbox.sample(picture, TensorGrid.letterbox(1280, 720), target);
  }
}

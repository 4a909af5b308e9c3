package io.meshstream.bench;

import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.Flavour;
import io.meshstream.vision.inference.ModelId;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import io.meshstream.vision.inference.Slot;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One inference on one thread: each model in the flavour for the CPU and in the plain one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class InferenceBenchmark {
  @Param public ModelId model;
  @Param public Flavour flavour;

  private ModelRunner runner;

  @Setup
  public void load() {
    runner = ModelSession.open(model, flavour, Device.cpu()).runner(Batching.off());
    Random random = new Random(1);
    try (Slot slot = runner.claim()) {
      FloatBuffer input = slot.input();
      for (int i = 0; i < input.capacity(); i++) {
        input.put(i, random.nextFloat());
      }
    }
  }

  @TearDown
  public void close() {
    runner.close();
  }

  /** The one slot there is still holds the input. */
  @Benchmark
  public void inference() {
    try (Slot slot = runner.claim()) {
      slot.run();
    }
  }
}

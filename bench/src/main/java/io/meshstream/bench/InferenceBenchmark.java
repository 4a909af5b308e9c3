package io.meshstream.bench;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.Flavour;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.landmark.AttentionLandmarker;
import io.meshstream.vision.landmark.BlendshapeModel;
import io.meshstream.vision.landmark.FaceLandmarker;
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
  @Param public Network model;
  @Param public Flavour flavour;

  /** The networks that can be measured. */
  public enum Network {
    FACE_DETECTION_SHORT_RANGE,
    FACE_DETECTION_FULL_RANGE,
    FACE_DETECTION_FULL_RANGE_DENSE,
    FACE_LANDMARKS_468,
    FACE_ATTENTION_BASE,
    FACE_ATTENTION_REGIONS,
    FACE_LANDMARKS_478,
    FACE_BLENDSHAPES;

    private ModelDescriptor descriptor() {
      return switch (this) {
        case FACE_DETECTION_SHORT_RANGE -> DetectorModel.SHORT_RANGE.descriptor();
        case FACE_DETECTION_FULL_RANGE -> DetectorModel.FULL_RANGE.descriptor();
        case FACE_DETECTION_FULL_RANGE_DENSE -> DetectorModel.FULL_RANGE_DENSE.descriptor();
        case FACE_LANDMARKS_468 -> FaceLandmarker.FACE_MESH_468;
        case FACE_ATTENTION_BASE -> AttentionLandmarker.BASE;
        case FACE_ATTENTION_REGIONS -> AttentionLandmarker.REGIONS;
        case FACE_LANDMARKS_478 -> FaceLandmarker.FACE_LANDMARKS_478;
        case FACE_BLENDSHAPES -> BlendshapeModel.FACE_BLENDSHAPES;
      };
    }
  }

  private ModelRunner runner;

  @Setup
  public void load() {
    runner =
        ModelSession.open(ModelStore.bundled(), model.descriptor(), flavour, Device.cpu())
            .runner(Batching.off());
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

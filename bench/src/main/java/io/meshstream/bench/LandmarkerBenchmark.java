package io.meshstream.bench;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.landmark.AttentionLandmarker;
import io.meshstream.vision.landmark.CropOptions;
import io.meshstream.vision.landmark.FaceLandmarker;
import io.meshstream.vision.landmark.LandmarkResult;
import io.meshstream.vision.landmark.Landmarker;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import java.util.ArrayList;
import java.util.List;
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

/**
 * One face of a decoded picture on one thread, from pixels to landmarks: what the attention mesh
 * and the Face Landmarker's mesh cost beside the plain one, crops, networks and geometry together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LandmarkerBenchmark {
  /** Where the portrait's face is. */
  private static final Region FACE =
      new Region(0.4399169f, 0.2549674f, 0.2793289f, 0.2793289f, 0.0943889f);

  private static final CropOptions CROP = CropOptions.of(Sampling.TEXTURE);

  @Param public Mesh mesh;

  /** The landmarkers that can be measured. */
  public enum Mesh {
    PLAIN,
    ATTENTION,
    TASKS
  }

  private final List<ModelRunner> runners = new ArrayList<>();
  private Picture portrait;
  private Landmarker landmarker;

  @Setup
  public void load() {
    portrait = Portrait.picture();
    landmarker =
        switch (mesh) {
          case PLAIN -> FaceLandmarker.faceMesh(runner(FaceLandmarker.FACE_MESH_468), CROP);
          case ATTENTION ->
              new AttentionLandmarker(
                  runner(AttentionLandmarker.BASE), runner(AttentionLandmarker.REGIONS), CROP);
          case TASKS -> FaceLandmarker.tasks(runner(FaceLandmarker.FACE_LANDMARKS_478), CROP);
        };
  }

  private ModelRunner runner(ModelDescriptor model) {
    Device cpu = Device.cpu();
    ModelRunner runner =
        ModelSession.open(ModelStore.bundled(), model, cpu.flavour(), cpu).runner(Batching.off());
    runners.add(runner);
    return runner;
  }

  @TearDown
  public void close() {
    runners.forEach(ModelRunner::close);
  }

  @Benchmark
  public LandmarkResult read() {
    return landmarker.read(portrait, FACE);
  }
}

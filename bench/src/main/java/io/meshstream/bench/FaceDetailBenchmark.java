package io.meshstream.bench;

import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.HeadPose;
import io.meshstream.vision.pose.MetricFace;
import io.meshstream.vision.pose.MetricMesh;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.pose.RegionPoses;
import io.meshstream.vision.topology.FaceContour;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the details of a face that follow from its landmarks cost, each by itself, beside a tracked
 * frame of a 720p camera with the plain mesh.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FaceDetailBenchmark {
  private static final SampleFrame FRAME = SampleFrame.SOFT_720P;

  private final FaceGeometrySolver solver = new FaceGeometrySolver(PerspectiveCamera.mediaPipe());
  private TrackedFrame frame;
  private Landmarks landmarks;

  @Setup
  public void load() throws IOException, PictureException {
    frame = new TrackedFrame(FRAME, TaskSettings.of(TaskKind.FACE_MESH));
    landmarks = frame.found().result().faces().get(0).landmarks();
  }

  @TearDown
  public void close() {
    frame.close();
  }

  /** Measures the baseline: a frame of a face that is tracked. */
  @Benchmark
  public TaskStep plainMesh() throws PictureException {
    return frame.step();
  }

  @Benchmark
  public HeadPose pose() {
    return face().pose().headPose();
  }

  @Benchmark
  public MetricMesh metricMesh() {
    return face().mesh();
  }

  @Benchmark
  public RegionPoses regionPoses() {
    return face().regionPoses();
  }

  @Benchmark
  public float[] contours() {
    return FaceContour.points(landmarks);
  }

  private MetricFace face() {
    return solver.solve(landmarks, FRAME.width(), FRAME.height()).orElseThrow();
  }
}

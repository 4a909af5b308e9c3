package io.meshstream.bench;

import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.activity.ActivityStep;
import io.meshstream.vision.activity.FaceActivity;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.MetricFace;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.signals.FacePoints;
import io.meshstream.vision.signals.FaceSignals;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
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
 * What signals add to one tracked frame of one camera on one thread: {@code plain} is the frame
 * without them and {@code signals} the frame with them; {@code pose} and {@code geometry} are what
 * is computed from landmarks by itself, {@code activity} what events need besides. What {@code
 * signals} takes more than {@code plain}, {@code pose} and {@code geometry} together is what
 * looking at the pixels takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SignalsBenchmark {
  private static final long FRAME_MICROS = 33_333;

  @Param public SampleFrame frame;

  private final FaceGeometrySolver solver = new FaceGeometrySolver(PerspectiveCamera.mediaPipe());
  private TrackedFrame plain;
  private TrackedFrame signals;
  private Landmarks landmarks;
  private PoseMatrix pose;
  private Optional<FaceSignals> noted;
  private FaceActivity activity = FaceActivity.none();
  private long capturedAtMicros;

  @Setup
  public void load() throws IOException, PictureException {
    TaskSettings settings = TaskSettings.of(TaskKind.FACE_MESH);
    plain = new TrackedFrame(frame, settings);
    signals =
        new TrackedFrame(
            frame,
            settings.withLandmarks(
                LandmarkOptions.defaults().withDetails(Set.of(FaceDetail.SIGNALS))));
    landmarks = plain.found().result().faces().get(0).landmarks();
    pose = pose().orElseThrow().pose();
    noted = geometry();
  }

  @TearDown
  public void close() {
    signals.close();
    plain.close();
  }

  @Benchmark
  public TaskStep plain() throws PictureException {
    return plain.step();
  }

  @Benchmark
  public TaskStep signals() throws PictureException {
    return signals.step();
  }

  /** Measures finding where the head is, which frontalness needs. */
  @Benchmark
  public Optional<MetricFace> pose() {
    return solver.solve(landmarks, frame.width(), frame.height());
  }

  /** Measures all signals that come of the landmarks, once it is known where the head is. */
  @Benchmark
  public Optional<FaceSignals> geometry() {
    return FaceSignals.of(new FacePoints(landmarks, frame.width(), frame.height()), pose);
  }

  /** Measures telling from the signals of frame after frame what the face does. */
  @Benchmark
  public ActivityStep activity() {
    capturedAtMicros += FRAME_MICROS;
    ActivityStep step = activity.next(capturedAtMicros, noted);
    activity = step.state();
    return step;
  }
}

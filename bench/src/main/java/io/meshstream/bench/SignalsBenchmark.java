package io.meshstream.bench;

import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.Frame;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
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
 * is computed from landmarks by itself. What {@code signals} takes more than {@code plain}, {@code
 * pose} and {@code geometry} together is what looking at the pixels takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SignalsBenchmark {
  @Param public SampleFrame frame;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final FaceGeometrySolver solver = new FaceGeometrySolver(PerspectiveCamera.mediaPipe());
  private byte[] jpeg;
  private ModelSet models;
  private Task plain;
  private Task signals;
  private TaskState tracked;
  private Landmarks landmarks;
  private PoseMatrix pose;

  @Setup
  public void load() throws IOException, PictureException {
    jpeg = frame.jpeg();
    models = ModelSet.open();
    TaskSettings settings = TaskSettings.of(TaskKind.FACE_MESH);
    plain = TaskCatalog.task(settings, models);
    signals =
        TaskCatalog.task(
            settings.withLandmarks(
                LandmarkOptions.defaults().withDetails(Set.of(FaceDetail.SIGNALS))),
            models);
    TaskStep found = step(plain, TaskState.initial());
    tracked = found.state();
    landmarks = found.result().faces().get(0).landmarks();
    pose = pose().orElseThrow().pose();
  }

  @TearDown
  public void close() {
    models.close();
  }

  @Benchmark
  public TaskStep plain() throws PictureException {
    return step(plain, tracked);
  }

  @Benchmark
  public TaskStep signals() throws PictureException {
    return step(signals, tracked);
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

  private TaskStep step(Task task, TaskState state) throws PictureException {
    try (PictureSource picture = decoder.open(jpeg)) {
      return task.step(state, new Frame(picture, -1));
    }
  }
}

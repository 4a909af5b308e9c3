package io.meshstream.bench;

import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import java.io.IOException;
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

/** What a frame of a 720p camera costs whose one face is tracked, by what reads its landmarks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LandmarkerFrameBenchmark {
  @Param public Reader reader;

  /** What can read landmarks. */
  public enum Reader {
    PLAIN_MESH,
    ATTENTION_MESH,
    FACE_LANDMARKER,
    FACE_LANDMARKER_WITH_BLENDSHAPES;

    private TaskSettings settings() {
      LandmarkOptions plain = LandmarkOptions.defaults();
      return switch (this) {
        case PLAIN_MESH -> TaskSettings.of(TaskKind.FACE_MESH);
        case ATTENTION_MESH ->
            TaskSettings.of(TaskKind.FACE_MESH).withLandmarks(plain.withRefined(true));
        case FACE_LANDMARKER -> TaskSettings.of(TaskKind.FACE_LANDMARKER);
        case FACE_LANDMARKER_WITH_BLENDSHAPES ->
            TaskSettings.of(TaskKind.FACE_LANDMARKER)
                .withLandmarks(plain.withDetails(Set.of(FaceDetail.BLENDSHAPES)));
      };
    }
  }

  private TrackedFrame frame;

  @Setup
  public void load() throws IOException, PictureException {
    frame = new TrackedFrame(SampleFrame.SOFT_720P, reader.settings());
  }

  @TearDown
  public void close() {
    frame.close();
  }

  @Benchmark
  public TaskStep trackedFrame() throws PictureException {
    return frame.step();
  }
}

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
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
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

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private ModelSet models;
  private Task task;
  private byte[] jpeg;
  private TaskState tracked;

  @Setup
  public void load() throws IOException, PictureException {
    models = ModelSet.open();
    task = TaskCatalog.task(reader.settings(), models);
    jpeg = SampleFrame.SOFT_720P.jpeg();
    try (PictureSource picture = decoder.open(jpeg)) {
      tracked = task.step(TaskState.initial(), new Frame(picture, -1)).state();
    }
  }

  @TearDown
  public void close() {
    models.close();
  }

  @Benchmark
  public TaskStep trackedFrame() throws PictureException {
    try (PictureSource picture = decoder.open(jpeg)) {
      return task.step(tracked, new Frame(picture, -1));
    }
  }
}

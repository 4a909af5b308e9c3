package io.meshstream.bench;

import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.Flavour;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.landmark.FaceLandmarker;
import io.meshstream.vision.sampling.TensorGrid;
import java.io.IOException;
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
 * One frame of one camera on one thread, from JPEG bytes to landmarks, and the parts it is made of.
 *
 * <p>{@code wholeThenTracked} is the baseline: what a tracked frame costs when the whole picture is
 * decoded first. The floor of {@code tracked} is passing over the entropy-coded data up to the
 * region's end ({@code entropyPass}, a decode of the region's last pixel) plus the landmark model
 * as it runs here ({@code landmarkModel}); {@code bench/peer/grid} has one that no better model
 * lowers, by the model's arithmetic. Add {@code -prof gc} for bytes per frame.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StepBenchmark {
  @Param public SampleFrame frame;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private byte[] jpeg;
  private TrackedFrame task;
  private PixelArea region;
  private PixelArea lastPixel;
  private ModelRunner landmarks;

  @Setup
  public void load() throws IOException, PictureException {
    jpeg = frame.jpeg();
    task = new TrackedFrame(frame, TaskSettings.of(TaskKind.FACE_MESH));
    Region face = task.found().state().tracks().get(0).region();
    region =
        TensorGrid.over(face, frame.width(), frame.height())
            .footprint(frame.width(), frame.height());
    lastPixel =
        new PixelArea(region.x() + region.width() - 1, region.y() + region.height() - 1, 1, 1);
    landmarks =
        ModelSession.open(
                ModelStore.bundled(), FaceLandmarker.FACE_MESH_468, Flavour.CPU, Device.cpu())
            .runner(Batching.off());
  }

  @TearDown
  public void close() {
    landmarks.close();
    task.close();
  }

  /** Measures a frame of a face that is tracked: no detector, one region. */
  @Benchmark
  public TaskStep tracked() throws PictureException {
    return task.step();
  }

  /** Measures the same with the whole picture decoded first. */
  @Benchmark
  public TaskStep wholeThenTracked() throws PictureException {
    return task.stepWhole();
  }

  /** Measures a frame in which a face is sought and found: detector and landmark model. */
  @Benchmark
  public TaskStep seek() throws PictureException {
    return task.seek();
  }

  @Benchmark
  public Picture regionDecode() throws PictureException {
    try (PictureSource picture = decoder.open(jpeg)) {
      return picture.part(region, 1);
    }
  }

  @Benchmark
  public Picture entropyPass() throws PictureException {
    try (PictureSource picture = decoder.open(jpeg)) {
      return picture.part(lastPixel, 1);
    }
  }

  @Benchmark
  public void landmarkModel() {
    try (Slot slot = landmarks.claim()) {
      slot.run();
    }
  }
}

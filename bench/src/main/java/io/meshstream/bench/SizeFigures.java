package io.meshstream.bench;

import io.meshstream.job.records.FaceForm;
import io.meshstream.job.records.FrameRecords;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksSerializer;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.ClipStudio;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.Frame;
import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.Flavour;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.landmark.FaceLandmarker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures what {@code meshstream size} computes with, and prints it as the lines of its file of
 * figures: the processor time that the library takes for a frame, by size and kind of the picture,
 * and the bytes of what lies on the topics.
 *
 * <p>Processor time, not time: cores are what is sized. What it is of the job beyond the library,
 * {@code bench/kafka} says.
 */
public final class SizeFigures {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 5;
  private static final int FRAMES = 80;

  /** So that the face takes a third of the picture's height. */
  private static final double ZOOM = 225;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  private SizeFigures() {}

  public static void main(String[] arguments) throws Exception {
    new SizeFigures().measure();
  }

  /** What is done for one frame. */
  private interface Work {
    void run(PictureDecoder decoder) throws PictureException;
  }

  private void measure() throws Exception {
    try (ModelSet models = ModelSet.open()) {
      Task task = TaskCatalog.task(settings(1), models);
      for (int[] size : new int[][] {{640, 360}, {1280, 720}, {1920, 1080}}) {
        pictures(task, "soft", size[0], size[1], 0);
        pictures(task, "detailed", size[0], size[1], 15);
      }
      furtherFace(models);
    }
    bytes();
    double landmarks = model("landmarks model", FaceLandmarker.FACE_MESH_468);
    model("detector model", DetectorModel.SHORT_RANGE.descriptor());
    try (ModelSet models = ModelSet.open()) {
      hands("", HandModel.FULL, models, landmarks);
      hands(" lite", HandModel.LITE, models, landmarks);
    }
  }

  /**
   * A face and two hands at 720p: what the hands add where all are tracked, and what the palm
   * detector does where faces are sought as well, so that the picture is decoded anyway.
   */
  private void hands(String suffix, HandModel model, ModelSet models, double landmarksMillis)
      throws Exception {
    ByteBuffer data = ClipStudio.withHands().clip(0, new PictureSize(1280, 720), 1).at(0).data();
    byte[] jpeg = new byte[data.remaining()];
    data.get(jpeg);
    Task face = TaskCatalog.task(settings(1), models);
    Task both =
        TaskCatalog.task(
            settings(1).withHands(HandOptions.defaults().withEnabled(true).withModel(model)),
            models);
    TaskStep withHands = step(decoder, both, TaskState.initial(), jpeg);
    requireFaces("a face and two hands", withHands, 1);
    int hands = withHands.state().hands().tracks().size();
    if (hands != 2) {
      throw new IllegalStateException("hands: %d (expected: 2)".formatted(hands));
    }
    TaskState tracked = withHands.state();
    double faceTracked = millis(decoder -> step(decoder, face, tracked, jpeg));
    double bothTracked = millis(decoder -> step(decoder, both, tracked, jpeg));
    double faceSought = millis(decoder -> step(decoder, face, TaskState.initial(), jpeg));
    double bothSought = millis(decoder -> step(decoder, both, TaskState.initial(), jpeg));
    double ofHands = bothTracked - faceTracked;
    String unit = "times the landmarks model";
    print("tracked hand" + suffix, ofHands / 2 / landmarksMillis, unit);
    print("palm detection" + suffix, (bothSought - faceSought - ofHands) / landmarksMillis, unit);
  }

  private static TaskSettings settings(int faces) {
    return TaskSettings.of(TaskKind.FACE_MESH)
        .withTracking(TrackingOptions.defaults().withMaxFaces(faces));
  }

  private void pictures(Task task, String kind, int width, int height, double noise)
      throws Exception {
    String name = "%s %dx%d".formatted(kind, width, height);
    byte[] jpeg = TiledPortrait.jpeg(width, height, height / ZOOM, noise);
    TaskStep first = step(decoder, task, TaskState.initial(), jpeg);
    requireFaces(name, first, 1);
    print("picture " + name, jpeg.length, "bytes");
    print("tracking " + name, millis(decoder -> step(decoder, task, first.state(), jpeg)), "ms");
    print(
        "seeking " + name, millis(decoder -> step(decoder, task, TaskState.initial(), jpeg)), "ms");
  }

  /**
   * The same picture with two faces, of which one is tracked, or both. They are too small for the
   * short-range detector, which has no part in that.
   */
  private void furtherFace(ModelSet models) throws Exception {
    byte[] jpeg = TiledPortrait.jpeg(1280, 720, 1.25, 0);
    DetectionOptions small = DetectionOptions.defaults().withDetector(DetectorModel.FULL_RANGE);
    Task one = TaskCatalog.task(settings(1).withDetection(small), models);
    Task two = TaskCatalog.task(settings(2).withDetection(small), models);
    TaskStep withOne = step(decoder, one, TaskState.initial(), jpeg);
    TaskStep withTwo = step(decoder, two, TaskState.initial(), jpeg);
    requireFaces("two faces", withTwo, 2);
    double oneMillis = millis(decoder -> step(decoder, one, withOne.state(), jpeg));
    double twoMillis = millis(decoder -> step(decoder, two, withTwo.state(), jpeg));
    print("further face", twoMillis - oneMillis, "ms");
  }

  private static void requireFaces(String name, TaskStep step, int faces) {
    if (step.state().tracks().size() != faces) {
      throw new IllegalStateException(
          "%s: %d faces (expected: %d)".formatted(name, step.state().tracks().size(), faces));
    }
  }

  private static TaskStep step(PictureDecoder decoder, Task task, TaskState state, byte[] jpeg)
      throws PictureException {
    try (PictureSource picture = decoder.open(jpeg)) {
      return task.step(state, new Frame(picture, -1));
    }
  }

  private static double model(String name, ModelDescriptor model) throws Exception {
    try (ModelRunner runner =
        ModelSession.open(ModelStore.bundled(), model, Flavour.CPU, Device.cpu())
            .runner(Batching.off())) {
      double millis =
          millis(
              unused -> {
                try (Slot slot = runner.claim()) {
                  slot.run();
                }
              });
      print(name, millis, "ms");
      return millis;
    }
  }

  /**
   * Returns the median of the rounds, with all cores at it, as in a job that has enough to do: what
   * cores share makes each slower than it is alone.
   */
  private static double millis(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CORES);
    try {
      double[] rounds = new double[ROUNDS];
      for (int round = -1; round < ROUNDS; round++) {
        int frames = round < 0 ? WARM_UP : FRAMES;
        double nanos = 0;
        Callable<Long> part = () -> nanos(work, frames);
        for (Future<Long> each : threads.invokeAll(Collections.nCopies(CORES, part))) {
          nanos += each.get();
        }
        if (round >= 0) {
          rounds[round] = nanos / TimeUnit.MILLISECONDS.toNanos(1) / frames / CORES;
        }
      }
      Arrays.sort(rounds);
      return rounds[ROUNDS / 2];
    } finally {
      threads.shutdown();
    }
  }

  private static long nanos(Work work, int frames) throws PictureException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < frames; i++) {
      work.run(decoder);
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  /** What a face takes of a record, the job's tests say. */
  private static void bytes() {
    SourceFrame source = new SourceFrame("camera-01", 0, 1_000_000, 0, new byte[0]);
    FrameHeader header = new FrameHeader("camera-01", 1, 1_000_000, 1_800_000_000_000_000L);
    TaskResult nothing = new TaskResult(List.of(), Optional.empty());
    FrameLandmarks record =
        FrameRecords.analysed(source, header, "", 1280, 720, nothing, FaceForm.whole());
    try (FrameLandmarksSerializer serializer = new FrameLandmarksSerializer()) {
      print("record", serializer.serialize("landmarks", record).length, "bytes");
    }
    EncodedFrame frame =
        EncodedFrame.newBuilder()
            .setCameraId("camera-01")
            .setEpoch(1)
            .setSequence(1_000_000)
            .setCapturedAtMicros(1_800_000_000_000_000L)
            .setEncoding(PictureEncoding.JPEG)
            .setData(ByteBuffer.allocate(0))
            .build();
    try (EncodedFrameSerializer serializer = new EncodedFrameSerializer()) {
      print("frame without picture", serializer.serialize("frames", frame).length, "bytes");
    }
  }

  private static void print(String figure, double value, String unit) {
    System.out.printf(Locale.ROOT, "%s,%.3f,%s,bench/size-figures%n", figure, value, unit);
  }

  private static void print(String figure, int value, String unit) {
    System.out.printf(Locale.ROOT, "%s,%d,%s,bench/size-figures%n", figure, value, unit);
  }
}

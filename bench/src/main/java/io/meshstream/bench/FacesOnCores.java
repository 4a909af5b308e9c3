package io.meshstream.bench;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.frames.EncodedPicture;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long Full HD frames with several tracked faces take on an engine of two threads, and what
 * processor time: one frame at a time, where the other thread helps, against an engine of one
 * thread; and as many at a time as engines are given, so that no thread is free, by which the
 * processor time of both is compared.
 */
public final class FacesOnCores {
  private static final int ROUNDS = 9;
  private static final int WARM_UP_ROUNDS = 2;
  private static final int FRAMES = 40;

  private FacesOnCores() {}

  /** How long a frame took, and what processor time, in milliseconds. */
  private record Cost(double wall, double cpu) {}

  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "ms a frame, median of %d rounds of %d frames; ratios of rounds: min, median, max%n",
        ROUNDS, FRAMES);
    System.out.printf("%-32s %8s %8s   %-16s %s%n", "", "1 thread", "2", "time", "processor time");
    try (VisionEngine one = engine(1);
        VisionEngine two = engine(2)) {
      for (int faces : new int[] {1, 2, 4, 7}) {
        CrowdedFrame frame = CrowdedFrame.of(faces);
        compare(faces + " faces, one frame at a time", frame, one, two, 1);
        compare(faces + " faces, frames wait", frame, one, two, two.width());
      }
    }
  }

  private static VisionEngine engine(int threads) {
    JobSettings settings =
        JobSettings.from(
            new String[] {"--inference.device=cpu", "--compute.threads=" + threads}, Map.of());
    return new OnnxVisionEngineFactory(settings).open(OptionalInt.empty());
  }

  private static void compare(
      String name, CrowdedFrame frame, VisionEngine one, VisionEngine two, int inFlight)
      throws Exception {
    double[] ofOne = new double[ROUNDS];
    double[] ofTwo = new double[ROUNDS];
    double[] wall = new double[ROUNDS];
    double[] cpu = new double[ROUNDS];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      Cost alone = measure(frame, one, inFlight);
      Cost both = measure(frame, two, inFlight);
      if (round >= 0) {
        ofOne[round] = alone.wall();
        ofTwo[round] = both.wall();
        wall[round] = both.wall() / alone.wall();
        cpu[round] = both.cpu() / alone.cpu();
      }
    }
    System.out.printf(
        "%-32s %8.2f %8.2f   %-16s %s%n",
        name, median(ofOne), median(ofTwo), spread(wall), spread(cpu));
  }

  private static Cost measure(CrowdedFrame frame, VisionEngine engine, int inFlight)
      throws Exception {
    Queue<CompletableFuture<Analysis>> running = new ArrayDeque<>();
    CpuTime cpu = CpuTime.start();
    long start = System.nanoTime();
    for (int i = 0; i < FRAMES; i++) {
      running.add(frame.analyse(engine));
      if (running.size() == inFlight) {
        frame.check(running.remove().get());
      }
    }
    for (CompletableFuture<Analysis> each : running) {
      frame.check(each.get());
    }
    double millis = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    return new Cost(millis / FRAMES, cpu.millis() / FRAMES);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String spread(double[] ratios) {
    return "%.2f %.2f %.2f"
        .formatted(
            Arrays.stream(ratios).min().orElseThrow(),
            median(ratios),
            Arrays.stream(ratios).max().orElseThrow());
  }

  /** A frame whose faces were found in the one before, which looked the same. */
  private record CrowdedFrame(
      int faces, ParsedFrame.Valid frame, TaskSettings settings, TaskState before) {

    static CrowdedFrame of(int faces) throws Exception {
      ParsedFrame.Valid frame =
          new ParsedFrame.Valid(
              new FrameHeader("camera", 0, 0, 0),
              EncodedPicture.file(HeadsInARow.jpeg(1920, 1080, faces)));
      // Faces are too small here for the short-range detector; it does not run once they are found.
      TaskSettings settings =
          TaskSettings.of(TaskKind.FACE_MESH)
              .withDetection(DetectionOptions.defaults().withDetector(DetectorModel.FULL_RANGE))
              .withTracking(TrackingOptions.defaults().withMaxFaces(faces));
      CrowdedFrame unseen = new CrowdedFrame(faces, frame, settings, TaskState.initial());
      try (VisionEngine engine = engine(1)) {
        Analysis analysis = unseen.analyse(engine).get();
        unseen.check(analysis);
        TaskState found = ((Analysis.Completed) analysis).step().state();
        return new CrowdedFrame(faces, frame, settings, found);
      }
    }

    CompletableFuture<Analysis> analyse(VisionEngine engine) {
      return engine.analyse(
          new AnalysisRequest(engine.lease("", settings), before, frame, () -> true));
    }

    void check(Analysis analysis) {
      if (!(analysis instanceof Analysis.Completed completed)
          || completed.step().result().faces().size() != faces) {
        throw new IllegalStateException("faces: %s (expected: %d)".formatted(analysis, faces));
      }
    }
  }
}

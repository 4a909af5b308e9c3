package io.meshstream.bench;

import io.meshstream.vision.Frame;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The baseline of the job: the face mesh library alone, with one camera a thread. */
final class BareLibrary {

  private BareLibrary() {}

  /** Returns how many frames of the clip it does a second, on so many threads together. */
  static double framesPerSecond(int threads, int frames) throws Exception {
    return measured(threads, frames).framesPerSecond();
  }

  /** Has so many threads together do frames of the clip. */
  static Throughput measured(int threads, int frames) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (ModelSet models = ModelSet.open()) {
      Task mesh = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models);
      List<Future<?>> all = new ArrayList<>();
      CpuTime cpu = CpuTime.start();
      long start = System.nanoTime();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(() -> follow(mesh, frames / threads)));
      }
      for (Future<?> each : all) {
        each.get();
      }
      return new Throughput(
          frames * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start),
          cpu.millis() / frames);
    } finally {
      pool.shutdown();
    }
  }

  private static Void follow(Task mesh, int frames) throws PictureException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    TaskState state = TaskState.initial();
    for (int i = 0; i < frames; i++) {
      try (PictureSource picture = decoder.open(MovingPortrait.picture(i))) {
        TaskStep step = mesh.step(state, new Frame(picture, -1));
        boolean tracked = step.result().detections().isEmpty();
        if (i > 0 && !tracked) {
          throw new IllegalStateException("the face was lost, and seeking one is other work");
        }
        state = step.state();
      }
    }
    return null;
  }
}

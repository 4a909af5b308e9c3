package io.meshstream.tools.local;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a task on a clip before the cameras send it: by then the virtual machine has compiled some
 * of what the job spends its time in, so the first frames are not late. It is short, for Kafka and
 * Flink start meanwhile, and want the processor, too.
 */
final class WarmUp {

  private static final int FRAMES = 20;

  /** A task that takes longer for so many frames is not waited for. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(3);

  private WarmUp() {}

  /**
   * Runs it.
   *
   * @param stopped whether to do no more: it takes a moment
   */
  static void run(Clip clip, TaskSettings settings, BooleanSupplier stopped) {
    long begin = System.nanoTime();
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    try (ModelSet models = ModelSet.open()) {
      Task task = TaskCatalog.task(settings, models);
      TaskState state = TaskState.initial();
      for (int frame = 0; frame < FRAMES && !stopped.getAsBoolean(); frame++) {
        if (System.nanoTime() - begin > LONGEST_NANOS) {
          return;
        }
        ByteBuffer data = clip.at(frame).data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        try (PictureSource picture = decoder.open(bytes)) {
          state = task.step(state, new Frame(picture, -1)).state();
        }
      }
    } catch (PictureException e) {
      // Of no concern here: the job will reject the picture, for all to see.
      return;
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }
}

package io.meshstream.job.vision;

import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelIds;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A task that does not come back from pictures of one colour, interrupted or not. */
final class HangingTask implements Task {

  /** The colour of those pictures. */
  static final int HANGS = 0x123456;

  private final TestingTask task = new TestingTask();
  private final Semaphore hanging = new Semaphore(0);
  private final CountDownLatch letGo = new CountDownLatch(1);

  /** Waits until so many more frames hang. */
  void awaitHanging(int frames) throws InterruptedException {
    hanging.acquire(frames);
  }

  /** Lets all come back. */
  void letGo() {
    letGo.countDown();
  }

  @Override
  public TaskStep step(TaskState before, Frame frame) throws PictureException {
    if (frame.picture().whole(1).rgbAt(0, 0) != HANGS) {
      return task.step(before, frame);
    }
    hanging.release();
    boolean isLetGo = false;
    while (!isLetGo) {
      try {
        letGo.await();
        isLetGo = true;
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
    throw new IllegalArgumentException("too late");
  }

  @Override
  public ModelIds models() {
    return task.models();
  }
}

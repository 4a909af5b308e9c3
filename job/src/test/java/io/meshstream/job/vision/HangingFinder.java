package io.meshstream.job.vision;

import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A finder that does not come back from pictures of one colour, interrupted or not. */
final class HangingFinder implements FaceFinder {

  /** The colour of those pictures. */
  static final int HANGS = 0x123456;

  private final TestingFaceFinder finder = new TestingFaceFinder();
  private final Semaphore hanging = new Semaphore(0);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Duration longestRun = Duration.ZERO;

  /** Waits until so many more frames hang. */
  void awaitHanging(int frames) throws InterruptedException {
    hanging.acquire(frames);
  }

  /** Lets all come back. */
  void letGo() {
    letGo.countDown();
  }

  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  void setLongestRun(Duration newLongestRun) {
    longestRun = newLongestRun;
  }

  @Override
  public TaskStep step(TaskState state, Frame frame) throws PictureException {
    if (frame.picture().whole(1).rgbAt(0, 0) != HANGS) {
      return finder.step(state, frame);
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
  public Duration longestRun() {
    return longestRun;
  }

  @Override
  public String modelId() {
    return finder.modelId();
  }

  @Override
  public ModelRuns runs() {
    return finder.runs();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

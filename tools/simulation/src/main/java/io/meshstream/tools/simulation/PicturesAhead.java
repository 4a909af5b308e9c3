package io.meshstream.tools.simulation;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the pictures of clips that are not made yet, in the order in which cameras show them, on a
 * thread of its own: quicker than they are shown, but not all at once, for whoever looks at them
 * wants the processor, too. Of one thread.
 */
final class PicturesAhead implements AutoCloseable {

  /** As many are made while one is shown. */
  private static final double LEAD = 1.5;

  private final List<Clip> clips;
  private final long nanosForFrame;
  private final Thread thread = new Thread(this::make, "pictures");
  private volatile boolean isClosed;

  /**
   * Makes none yet.
   *
   * @param framesPerSecond the pace at which the cameras show them
   */
  PicturesAhead(List<Clip> clips, double framesPerSecond) {
    this.clips = List.copyOf(clips);
    this.nanosForFrame = Math.round(TimeUnit.SECONDS.toNanos(1) / (LEAD * framesPerSecond));
  }

  void start() {
    thread.start();
  }

  private void make() {
    int longest = clips.stream().mapToInt(clip -> clip.pictures().size()).max().orElse(0);
    long begin = System.nanoTime();
    for (int frame = 0; frame < longest; frame++) {
      awaitTime(begin + frame * nanosForFrame);
      for (Clip clip : clips) {
        if (isClosed) {
          return;
        }
        clip.at(frame);
      }
    }
  }

  private void awaitTime(long time) {
    for (long left = time - System.nanoTime();
        left > 0 && !isClosed;
        left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits until all are made. */
  void await() throws InterruptedException {
    thread.join();
  }

  /** Makes no more, and waits for the one that is being made. */
  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

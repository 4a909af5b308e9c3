package io.meshstream.tools.simulation;

import java.util.List;

/**
 * Makes the pictures of clips that are not made yet, in the order in which cameras show them, on a
 * thread of its own. Of one thread.
 */
final class PicturesAhead implements AutoCloseable {

  private final List<Clip> clips;
  private final Thread thread = new Thread(this::make, "pictures");
  private volatile boolean isClosed;

  PicturesAhead(List<Clip> clips) {
    this.clips = List.copyOf(clips);
  }

  void start() {
    thread.start();
  }

  private void make() {
    int longest = clips.stream().mapToInt(clip -> clip.pictures().size()).max().orElse(0);
    for (int frame = 0; frame < longest; frame++) {
      for (Clip clip : clips) {
        if (isClosed) {
          return;
        }
        clip.at(frame);
      }
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
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

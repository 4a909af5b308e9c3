package io.meshstream.tools.video;

/**
 * Does something the first time it is asked to, and tells everybody else how that ended.
 *
 * <p>Thread-safe.
 */
final class Once {

  private final Runnable task;

  private boolean done;
  private LinkageError failure;

  Once(Runnable task) {
    this.task = task;
  }

  /**
   * Does it, if it has not been done.
   *
   * @throws LinkageError the one of the first time, each time
   */
  synchronized void run() {
    if (failure != null) {
      throw failure;
    }
    if (!done) {
      try {
        task.run();
      } catch (LinkageError e) {
        failure = e;
        throw e;
      }
      done = true;
    }
  }
}

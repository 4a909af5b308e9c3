package io.meshstream.tools.video;

/**
 * Loads libraries the first time it is asked to, and tells everybody else how that ended.
 *
 * <p>Thread-safe.
 */
final class LibraryLoader {

  private final Runnable loading;

  private boolean done;
  private LinkageError failure;

  LibraryLoader(Runnable loading) {
    this.loading = loading;
  }

  /**
   * Loads them, if that has not been done.
   *
   * @throws LinkageError the one of the first time, each time
   */
  synchronized void load() {
    if (failure != null) {
      throw failure;
    }
    if (!done) {
      try {
        loading.run();
      } catch (LinkageError e) {
        failure = e;
        throw e;
      }
      done = true;
    }
  }
}

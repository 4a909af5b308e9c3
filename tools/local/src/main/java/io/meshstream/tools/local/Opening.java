package io.meshstream.tools.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something that takes long to open, and is opened on a thread of its own while its owner does
 * other things. Of its owner's thread.
 *
 * @param <T> what is opened
 */
final class Opening<T> implements AutoCloseable {

  private final CompletableFuture<T> opened;
  private final Consumer<T> closer;

  private Opening(CompletableFuture<T> opened, Consumer<T> closer) {
    this.opened = opened;
    this.closer = closer;
  }

  /**
   * Begins.
   *
   * @param name of the thread
   */
  static <T> Opening<T> start(String name, Supplier<T> opener, Consumer<T> closer) {
    // Not of the common pool: on two cores that has one thread, which is busy with the clips.
    return new Opening<>(
        CompletableFuture.supplyAsync(opener, work -> new Thread(work, name).start()), closer);
  }

  /**
   * Waits until it is open.
   *
   * @throws RuntimeException what kept it from being opened
   */
  T await() throws InterruptedException {
    try {
      return opened.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until it is open, and closes it. */
  @Override
  public void close() {
    T open;
    try {
      open = opened.join();
    } catch (CompletionException e) {
      // Whoever waits for it is told.
      return;
    }
    closer.accept(open);
  }
}

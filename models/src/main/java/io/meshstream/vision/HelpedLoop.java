package io.meshstream.vision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Applies a function to each of some items: on the caller's thread, and on those of helpers that
 * come while there are items that nobody has begun with.
 *
 * <p>Nobody waits for a helper that has not begun. When a loop ends no helper is at work on it any
 * more, and one that comes later finds nothing to do. What comes out is what a plain loop gives:
 * the results in the order of the items, or what the function threw for the first of those that it
 * failed for, since items are begun in their order and none after a failure.
 */
final class HelpedLoop<T, R> {
  /** Leaves all to the caller. */
  static final Executor NOBODY = work -> {};

  private static final int NONE = -1;

  private final List<T> items;
  private final Function<? super T, ? extends R> function;

  // All below is guarded by this.
  private final List<R> results;
  private int begun;
  private int ended;
  private int failed;
  private Throwable failure;

  private HelpedLoop(List<T> items, Function<? super T, ? extends R> function) {
    this.items = items;
    this.function = function;
    this.results = new ArrayList<>(Collections.nCopies(items.size(), null));
  }

  /**
   * Applies a function to each item.
   *
   * @param function as good on any thread, and for several items at a time
   * @param helpers is given a piece of work for each item but one, which may run late or never
   */
  static <T, R> List<R> map(
      List<T> items, Function<? super T, ? extends R> function, Executor helpers) {
    HelpedLoop<T, R> loop = new HelpedLoop<>(items, function);
    loop.ask(helpers);
    int item = loop.begin();
    while (item != NONE) {
      loop.apply(item);
      item = loop.begin();
    }
    return loop.end();
  }

  private void ask(Executor helpers) {
    try {
      for (int i = 1; i < items.size(); i++) {
        helpers.execute(this::help);
      }
    } catch (RejectedExecutionException e) {
      // Who was not asked does not help.
    }
  }

  /** Takes one item off the caller, so that the helper's thread is soon free for something else. */
  private void help() {
    int item = begin();
    if (item != NONE) {
      apply(item);
    }
  }

  private synchronized int begin() {
    return begun == items.size() || failure != null ? NONE : begun++;
  }

  private void apply(int item) {
    try {
      succeed(item, function.apply(items.get(item)));
    } catch (RuntimeException | Error e) {
      fail(item, e);
    }
  }

  private synchronized void succeed(int item, R result) {
    results.set(item, result);
    ended++;
    notifyAll();
  }

  private synchronized void fail(int item, Throwable thrown) {
    if (failure == null || item < failed) {
      failed = item;
      failure = thrown;
    }
    ended++;
    notifyAll();
  }

  private synchronized List<R> end() {
    awaitHelpers();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return Collections.unmodifiableList(results);
  }

  /** Waits even if interrupted: helpers use what the caller is about to give back. */
  private synchronized void awaitHelpers() {
    boolean interrupted = false;
    while (ended < begun) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

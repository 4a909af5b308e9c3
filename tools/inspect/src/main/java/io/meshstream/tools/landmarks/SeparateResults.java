package io.meshstream.tools.landmarks;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.vision.TaskState;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What is found in pictures that have nothing to do with each other, by all cores. The results come
 * in the order of the pictures and are the same whatever runs when; a few at a time wait for their
 * turn.
 */
final class SeparateResults implements ResultSource {

  private final Iterator<InputPicture> pictures;
  private final int count;
  private final PictureAnalyser analyser;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(threads, task -> new Thread(task, "pictures"));
  private final Queue<Future<PictureResult>> ahead = new ArrayDeque<>();

  /**
   * Begins.
   *
   * @param analyser takes each picture by itself
   */
  SeparateResults(List<InputPicture> pictures, PictureAnalyser analyser) {
    this.pictures = pictures.iterator();
    this.count = pictures.size();
    this.analyser = analyser;
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(count);
  }

  @Override
  public Optional<PictureResult> next() throws InterruptedException {
    while (pictures.hasNext() && ahead.size() < 2 * threads) {
      InputPicture picture = pictures.next();
      ahead.add(workers.submit(() -> result(picture)));
    }
    return ahead.isEmpty() ? Optional.empty() : Optional.of(taken(ahead.remove()));
  }

  private PictureResult result(InputPicture picture) {
    return analyser.analyse(picture, Optional.empty(), TaskState.initial()).result();
  }

  private static PictureResult taken(Future<PictureResult> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits for the pictures that are being analysed: what they are analysed with is closed next. */
  @Override
  public void close() {
    ahead.forEach(result -> result.cancel(/* mayInterruptIfRunning= */ false));
    workers.shutdown();
    try {
      workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

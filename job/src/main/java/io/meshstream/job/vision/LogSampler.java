package io.meshstream.job.vision;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what happens again and again, so that a log holds the first of each kind and a line
 * whenever their number has doubled, however often a camera makes it happen.
 *
 * <p>Thread-safe. Keeps a number for each kind, of which there must not be many.
 */
final class LogSampler {

  private final ConcurrentMap<String, AtomicLong> counts = new ConcurrentHashMap<>();

  /** Counts one more of a kind; 1 for the first. */
  long count(String kind) {
    return counts.computeIfAbsent(kind, first -> new AtomicLong()).incrementAndGet();
  }

  /** Tells whether a line is due at this count: at 1, 2, 4, 8 and so on. */
  static boolean isDue(long count) {
    return Long.bitCount(count) == 1;
  }
}

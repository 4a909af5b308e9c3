package io.meshstream.tools.render;

/**
 * A stretch of time, by when frames were taken.
 *
 * @param fromMicros the first microsecond since 1970 that belongs to it
 * @param toMicros the first one that does not any more
 */
record TimeRange(long fromMicros, long toMicros) {

  boolean contains(long micros) {
    return micros >= fromMicros && micros < toMicros;
  }

  /** Returns whether it has no beginning. */
  boolean isOpenAtStart() {
    return fromMicros == Long.MIN_VALUE;
  }
}

package io.meshstream.bench;

/**
 * From one time to another.
 *
 * @param beginMicros microseconds since 1970
 * @param endMicros not before it
 */
record TimeSpan(long beginMicros, long endMicros) {

  boolean overlaps(TimeSpan other) {
    return beginMicros <= other.endMicros && other.beginMicros <= endMicros;
  }
}

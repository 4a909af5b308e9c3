package io.meshstream.vision.jpeg;

/** Positions from {@code start} up to, and without, {@code end}. */
record Span(int start, int end) {
  int length() {
    return end - start;
  }
}

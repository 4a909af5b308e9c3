package io.meshstream.vision.inference;

/** Runs one model for any number of threads. Thread-safe. */
public interface ModelRunner extends AutoCloseable {

  /** Takes a place for one item; waits while there is none. */
  Slot claim();

  /** Returns the hash of the model's file, SHA-256 as lower-case hex. */
  String sha256();

  /** Tells what has been run so far. */
  RunCount count();

  /**
   * Tells for how long the run has been going on that items share at the moment; 0 when none is.
   */
  long runningNanos();

  /** Frees the buffers and the session; no slot may be claimed any more. */
  @Override
  void close();
}

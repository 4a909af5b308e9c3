package io.meshstream.schemas.producer;

/** What becomes of a frame when as much is in flight as may be. */
public enum WhenFull {

  /**
   * It is not sent. For live cameras, which cannot wait. The frame keeps its sequence number, so
   * the topic shows a gap, and the ledger counts it.
   */
  DROP,

  /** Its sender waits until there is room. For pictures that are still there later. */
  WAIT
}

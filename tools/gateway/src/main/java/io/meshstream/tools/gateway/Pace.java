package io.meshstream.tools.gateway;

/**
 * Decides when a frame of a source is sent, and whether.
 *
 * <p>Asked once for each frame, before it is encoded. Not thread-safe.
 */
interface Pace {

  /** A time in the stream that is not known. */
  long UNKNOWN = -1;

  /**
   * Waits until the frame is due.
   *
   * @param streamNanos when the stream says the frame is to be shown, since some fixed moment, at
   *     least 0; {@link #UNKNOWN} if it does not
   * @return whether to send it; otherwise it is skipped
   */
  boolean take(long streamNanos) throws InterruptedException;
}

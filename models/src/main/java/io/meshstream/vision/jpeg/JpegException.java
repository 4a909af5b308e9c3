package io.meshstream.vision.jpeg;

import java.util.Objects;

/**
 * A JPEG that cannot be decoded here. The {@link #reason()} is for programs and metrics, the
 * message for people.
 */
public final class JpegException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a JPEG. */
  public enum Reason {
    /** The data ends before everything that is needed has been read. */
    TRUNCATED,
    /** The data contradicts the format. */
    CORRUPT,
    /** The data may be fine, but is of a kind that another decoder has to take. */
    UNSUPPORTED,
    /** The picture says it is larger than the limit. */
    TOO_LARGE
  }

  private final Reason reason;

  JpegException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  static JpegException truncated(String where) {
    return new JpegException(
        Reason.TRUNCATED,
        "JPEG: ends early, in " + where + " (expected: a whole picture); check the sender");
  }

  static JpegException corrupt(String what, String expected) {
    return new JpegException(
        Reason.CORRUPT, "JPEG " + what + " (expected: " + expected + "); check the sender");
  }

  /** Tells what is wrong. */
  public Reason reason() {
    return reason;
  }
}

package io.meshstream.face.image;

/**
 * An encoded picture that cannot be used: damaged, of another format, or beyond the limits. The
 * {@link #problem()} is for programs and metrics, the message for people.
 */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with an encoded picture. */
  public enum Problem {
    /** There are no bytes. */
    EMPTY,
    /** The bytes do not start like a JPEG or PNG. */
    UNKNOWN_FORMAT,
    /** The picture says it is larger than the limit. */
    TOO_LARGE,
    /** The data ends early. */
    TRUNCATED,
    /** The data contradicts its format. */
    CORRUPT
  }

  private final Problem problem;

  PictureException(Problem problem, String message) {
    this(problem, message, null);
  }

  PictureException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }
}

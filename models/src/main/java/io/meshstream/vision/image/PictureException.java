package io.meshstream.vision.image;

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
    /** The bytes do not start like a picture of any known format. */
    UNKNOWN_FORMAT,
    /** The picture may be fine, but nothing here decodes its format or its kind of JPEG. */
    UNSUPPORTED,
    /** The picture says it is larger than the limits. */
    TOO_LARGE,
    /**
     * Decoding the picture would take too much for its size: a JPEG of very many scans, or a PNG of
     * very many chunks.
     */
    TOO_COMPLEX,
    /** The data ends early. */
    TRUNCATED,
    /** The data contradicts its format. */
    CORRUPT,
    /**
     * The process ran out of memory while it decoded the picture. Nothing is known about the
     * picture, and another try may succeed.
     */
    OUT_OF_MEMORY
  }

  private final Problem problem;

  PictureException(Problem problem, String message) {
    this(problem, message, null);
  }

  PictureException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** Says that a decoder ran out of heap or stack. */
  static PictureException outOfMemory(int encodedBytes, VirtualMachineError cause) {
    return new PictureException(
        Problem.OUT_OF_MEMORY,
        "picture of "
            + encodedBytes
            + " bytes: "
            + cause
            + " while it was decoded (expected: half of the heap free for pictures); give the"
            + " process more memory",
        cause);
  }

  /** Tells what is wrong. */
  public Problem problem() {
    return problem;
  }
}

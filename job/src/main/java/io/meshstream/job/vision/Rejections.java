package io.meshstream.job.vision;

import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.vision.image.PictureException;
import java.time.Duration;

/** Says why a frame is rejected whose picture could not be analysed. */
final class Rejections {

  private Rejections() {}

  /** Returns the rejection of a picture that cannot be decoded. */
  static Rejection of(PictureException cause) {
    return Rejection.of(reason(cause.problem()), cause);
  }

  static RejectReason reason(PictureException.Problem problem) {
    return switch (problem) {
      case EMPTY -> RejectReason.PICTURE_EMPTY;
      case UNKNOWN_FORMAT -> RejectReason.PICTURE_UNKNOWN_FORMAT;
      case UNSUPPORTED -> RejectReason.PICTURE_UNSUPPORTED;
      case TOO_LARGE -> RejectReason.PICTURE_TOO_LARGE;
      case TOO_COMPLEX -> RejectReason.PICTURE_TOO_COMPLEX;
      case TRUNCATED -> RejectReason.PICTURE_TRUNCATED;
      case CORRUPT -> RejectReason.PICTURE_CORRUPT;
      case OUT_OF_MEMORY -> RejectReason.PICTURE_OUT_OF_MEMORY;
    };
  }

  /**
   * Returns the rejection of a picture that exhausted the heap or a thread's stack.
   *
   * @param cause an {@link OutOfMemoryError} or a {@link StackOverflowError}
   */
  static Rejection outOfMemory(VirtualMachineError cause) {
    return Rejection.of(
        RejectReason.PICTURE_OUT_OF_MEMORY,
        ("%s: %s (expected: memory enough for this picture beside all others); give the"
                + " TaskManagers more, or lower limits.picture-pixels")
            .formatted(cause.getClass().getSimpleName(), cause.getMessage()),
        cause);
  }

  /**
   * Returns the rejection of a frame whose time was up.
   *
   * @param limit how long a frame may take
   */
  static Rejection outOfTime(Duration limit) {
    return Rejection.of(
        RejectReason.TIME_LIMIT,
        "the picture takes too long (expected: at most limits.frame-time = %d ms)"
            .formatted(limit.toMillis()));
  }

  /** Returns the rejection for a failure that nothing else accounts for. */
  static Rejection failed(RuntimeException cause) {
    return Rejection.of(
        RejectReason.PROCESSING_FAILED,
        cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        cause);
  }
}

package io.meshstream.job.frames;

import io.meshstream.vision.image.PictureException;
import java.time.Duration;
import java.util.Optional;

/**
 * Why one frame was rejected.
 *
 * @param reason the word for machines
 * @param message the text for people, cut to {@link #MAX_MESSAGE_LENGTH}: it ends up in records,
 *     and parts of it come from the frame
 * @param errorClass name of the exception's class, if there was one
 */
public record Rejection(RejectReason reason, String message, Optional<String> errorClass) {

  /** The longest message, in characters. */
  public static final int MAX_MESSAGE_LENGTH = 1000;

  /** Cuts the message. */
  public Rejection {
    message = message.substring(0, Math.min(message.length(), MAX_MESSAGE_LENGTH));
  }

  /** A rejection that no exception led to. */
  static Rejection of(RejectReason reason, String message) {
    return new Rejection(reason, message, Optional.empty());
  }

  /** A rejection by a parser. */
  static Rejection of(RejectReason reason, Exception cause) {
    return new Rejection(
        reason, String.valueOf(cause.getMessage()), Optional.of(cause.getClass().getName()));
  }

  /** A rejection by the picture decoder. */
  public static Rejection of(PictureException cause) {
    return of(RejectReason.of(cause.problem()), cause);
  }

  /**
   * A rejection because the heap or a thread's stack was exhausted.
   *
   * @param cause an {@link OutOfMemoryError} or a {@link StackOverflowError}
   */
  public static Rejection of(VirtualMachineError cause) {
    return new Rejection(
        RejectReason.PICTURE_OUT_OF_MEMORY,
        ("%s: %s (expected: memory enough for this picture beside all others); give the"
                + " TaskManagers more, or lower limits.picture-pixels")
            .formatted(cause.getClass().getSimpleName(), cause.getMessage()),
        Optional.of(cause.getClass().getName()));
  }

  /**
   * A rejection because the job fails whenever it looks at the frame.
   *
   * @param times how often it has
   */
  public static Rejection failedRepeatedly(int times) {
    return of(
        RejectReason.FAILED_REPEATEDLY,
        "the job failed %d times while it looked at this frame; please report it with its dead letter"
            .formatted(times));
  }

  /**
   * A rejection because the time was up.
   *
   * @param limit how long the frame may take
   */
  public static Rejection outOfTime(Duration limit) {
    return of(
        RejectReason.TIME_LIMIT,
        "the picture takes too long (expected: at most limits.frame-time = %d ms)"
            .formatted(limit.toMillis()));
  }

  /** A rejection because of a failure that nothing else accounts for. */
  public static Rejection of(RuntimeException cause) {
    return new Rejection(
        RejectReason.PROCESSING_FAILED,
        cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        Optional.of(cause.getClass().getName()));
  }
}

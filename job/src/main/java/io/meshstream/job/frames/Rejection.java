package io.meshstream.job.frames;

import io.meshstream.face.image.PictureException;
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

  /** A rejection because of a failure that nothing else accounts for. */
  public static Rejection of(RuntimeException cause) {
    return new Rejection(
        RejectReason.PROCESSING_FAILED,
        cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        Optional.of(cause.getClass().getName()));
  }
}

package io.meshstream.schemas.frames;

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

  /** Returns a rejection that no exception led to. */
  public static Rejection of(RejectReason reason, String message) {
    return new Rejection(reason, message, Optional.empty());
  }

  /** Returns a rejection whose message is the exception's. */
  public static Rejection of(RejectReason reason, Exception cause) {
    return of(reason, String.valueOf(cause.getMessage()), cause);
  }

  /** Returns a rejection that something thrown led to. */
  public static Rejection of(RejectReason reason, String message, Throwable cause) {
    return new Rejection(reason, message, Optional.of(cause.getClass().getName()));
  }
}

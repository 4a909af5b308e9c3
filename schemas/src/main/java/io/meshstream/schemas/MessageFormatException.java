package io.meshstream.schemas;

/**
 * Says that bytes are not the message they were taken for, or that a record cannot be written as
 * one.
 *
 * <p>Bytes that fail once fail always: retrying is of no use. The text names the thing that is
 * wrong, its value, the rule it breaks and what to do about it.
 */
public final class MessageFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MessageFormatException(String message) {
    super(message);
  }

  MessageFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

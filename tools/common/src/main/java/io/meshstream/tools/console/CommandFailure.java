package io.meshstream.tools.console;

/**
 * Says why a command cannot do what it was asked to, in words that tell its user what to do.
 *
 * <p>The message is one line of the form {@code thing: value (expected: rule); what to do}. It is
 * all that is shown, unless {@code --verbose} is given.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes a failure that nothing but the command's own checks found. */
  public CommandFailure(String message) {
    super(message);
  }

  /** Makes a failure with the exception that revealed it. */
  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

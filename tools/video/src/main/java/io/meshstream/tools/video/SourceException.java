package io.meshstream.tools.video;

/** Says why a source gives no more pictures, in the form of a command's failure. */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says why, with the rule. */
  public SourceException(String message) {
    super(message);
  }

  /** Says why, with the rule and the cause. */
  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.meshstream.tools.gateway;

/** Says why a source gives no more pictures, in the form of a command's failure. */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  SourceException(String message) {
    super(message);
  }

  SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.meshstream.vision.inference;

/** Says that a {@link Device} cannot be had in this process, and what to do about it. */
public final class DeviceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeviceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

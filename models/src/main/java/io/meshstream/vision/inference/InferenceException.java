package io.meshstream.vision.inference;

/**
 * Says that the runtime failed while it ran a model, which no picture can cause: the device is out
 * of memory, or gone. The next frame would fare no better.
 */
public final class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception of a failure of the runtime. */
  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}

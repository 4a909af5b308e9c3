package io.meshstream.schemas.registry;

/**
 * Says that a schema registry does not give what was asked of it. The text names the thing that is
 * wrong, its value, the rule it breaks and what to do about it.
 */
public final class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Kind {
    /** The registry does not know what was asked for. */
    UNKNOWN,
    /** The registry, or this client, refuses it: to ask again is of no use. */
    REFUSED,
    /** Nobody knows: the registry does not answer, or has too much to do. Asking later may help. */
    UNAVAILABLE
  }

  private final Kind kind;

  RegistryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  RegistryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Says that a schema that the registry has is not the one that is needed.
   *
   * @param found what it is
   * @param rule what is needed
   */
  public static RegistryException unsuitable(String found, String rule) {
    return new RegistryException(
        Kind.REFUSED, "%s (expected: %s); see what writes to the topic".formatted(found, rule));
  }

  /** Returns why there is no answer. */
  public Kind kind() {
    return kind;
  }

  /** Tells whether asking later may help. */
  public boolean isTemporary() {
    return kind == Kind.UNAVAILABLE;
  }
}

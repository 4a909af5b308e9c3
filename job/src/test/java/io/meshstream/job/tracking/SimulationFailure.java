package io.meshstream.job.tracking;

/** Says how a simulated job broke a promise. */
@SuppressWarnings("AnnotateFormatMethod") // The library of that annotation is no dependency.
final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  SimulationFailure(String message) {
    super(message);
  }

  SimulationFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Fails unless two things are equal.
   *
   * @param what says what they are, as a format
   * @param of what stands in it
   */
  static void expectEqual(Object expected, Object actual, String what, Object... of) {
    if (!expected.equals(actual)) {
      throw new SimulationFailure(
          "%s%n  expected: %s%n  actual:   %s".formatted(what.formatted(of), expected, actual));
    }
  }

  /**
   * Fails unless something is so.
   *
   * @param what says what is so otherwise, as a format
   * @param of what stands in it
   */
  static void expect(boolean isSo, String what, Object... of) {
    if (!isSo) {
      throw new SimulationFailure(what.formatted(of));
    }
  }
}

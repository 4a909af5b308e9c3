package io.meshstream.job.tracking;

/** Says how a simulated job broke a promise. */
final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  SimulationFailure(String message) {
    super(message);
  }

  SimulationFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Fails unless two things are equal. */
  static void expect(Object expected, Object actual, String what) {
    if (!expected.equals(actual)) {
      throw new SimulationFailure(
          "%s%n  expected: %s%n  actual:   %s".formatted(what, expected, actual));
    }
  }

  /** Fails unless something is so. */
  static void expect(boolean isSo, String what) {
    if (!isSo) {
      throw new SimulationFailure(what);
    }
  }
}

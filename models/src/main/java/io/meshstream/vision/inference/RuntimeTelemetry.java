package io.meshstream.vision.inference;

import ai.onnxruntime.OrtEnvironment;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether the ONNX Runtime on the class path reports to its maker.
 *
 * <p>Up to 1.28 it cannot, on Linux and macOS. From 1.29 on it does, unless the process was started
 * with {@value #VARIABLE} in its environment: it writes an identity of the machine into the home
 * folder, begins before any call of its API could forbid it, and looks at the command line with
 * regular expressions that overflow the stack if that is long.
 */
public final class RuntimeTelemetry {

  /** Name of the environment variable that forbids it, with the value 1. */
  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\b.*");
  private static final int MAJOR = 1;
  private static final int LAST_MINOR_WITHOUT = 28;

  private RuntimeTelemetry() {}

  /**
   * Tells what to warn of before the runtime is loaded; empty if it does not report.
   *
   * @throws NoClassDefFoundError if there is no runtime on the class path
   */
  public static Optional<String> warning() {
    return warning(
        OrtEnvironment.class.getPackage().getImplementationVersion(), System.getenv(VARIABLE));
  }

  static Optional<String> warning(String version, String variable) {
    if ("1".equals(variable) || !reports(version)) {
      return Optional.empty();
    }
    return Optional.of(
        "ONNX Runtime: %s (expected: 1.28 or older, which has no telemetry); use that, or set %s=1 in the environment of this process"
            .formatted(version, VARIABLE));
  }

  private static boolean reports(String version) {
    Matcher numbers = VERSION.matcher(version == null ? "" : version);
    if (!numbers.matches()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    return major > MAJOR || (major == MAJOR && minor > LAST_MINOR_WITHOUT);
  }
}

package io.meshstream.job.options;

import io.meshstream.vision.smoothing.Smoothing;
import io.meshstream.vision.smoothing.SmoothingKind;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** How landmarks are smoothed from frame to frame. */
final class SmoothingOptions {

  public static final ConfigOption<SmoothingKind> KIND =
      ConfigOptions.key("face.smoothing")
          .enumType(SmoothingKind.class)
          .defaultValue(SmoothingKind.NONE)
          .withDescription(
              "How the landmarks of a tracked face are smoothed, by the capture times of frames:"
                  + " none; or one-euro, with MediaPipe's one-euro filter, each face for itself."
                  + " What is computed from landmarks follows; where the next frame looks does"
                  + " not. Takes 17 kB of state a face, in which its landmarks are.");

  public static final ConfigOption<Double> MIN_CUTOFF =
      ConfigOptions.key("face.smoothing-min-cutoff")
          .doubleType()
          .defaultValue(Smoothing.none().minCutoff())
          .withDescription(
              "Cut-off frequency of the one-euro filter at rest, in Hz: lower is steadier.");

  public static final ConfigOption<Double> BETA =
      ConfigOptions.key("face.smoothing-beta")
          .doubleType()
          .defaultValue(Smoothing.none().beta())
          .withDescription(
              "By how many Hz that frequency rises with a speed of one size of the face a second:"
                  + " higher lags less.");

  public static final ConfigOption<Double> DERIVATIVE_CUTOFF =
      ConfigOptions.key("face.smoothing-derivative-cutoff")
          .doubleType()
          .defaultValue(Smoothing.none().derivativeCutoff())
          .withDescription("Cut-off frequency of the filter for that speed, in Hz.");

  static final OptionGroup GROUP =
      OptionGroup.of("Smoothing", KIND, MIN_CUTOFF, BETA, DERIVATIVE_CUTOFF);

  private SmoothingOptions() {}

  static Smoothing read(OptionReader options) {
    return new Smoothing(
        options.read(KIND),
        parameter(options, MIN_CUTOFF, Smoothing.LOWEST_CUTOFF),
        parameter(options, BETA, 0),
        parameter(options, DERIVATIVE_CUTOFF, Smoothing.LOWEST_CUTOFF));
  }

  private static double parameter(
      OptionReader options, ConfigOption<Double> option, double lowest) {
    return options.read(
        option,
        "%s to %s".formatted(lowest, Smoothing.HIGHEST),
        value -> value >= lowest && value <= Smoothing.HIGHEST);
  }
}

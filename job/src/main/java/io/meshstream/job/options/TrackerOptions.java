package io.meshstream.job.options;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.vision.Scale;
import io.meshstream.vision.TrackingOptions;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** How faces are tracked from picture to picture, by the tasks that do. */
public final class TrackerOptions {

  public static final ConfigOption<Integer> MAX_FACES =
      ConfigOptions.key("face.max-faces")
          .intType()
          .defaultValue(1)
          .withDescription(
              "How many faces are sought in a camera's picture: the detector runs while fewer are"
                  + " tracked. With task = face-detection it is the best 64, whatever this says.");

  public static final ConfigOption<Boolean> STATIC_IMAGES =
      ConfigOptions.key("face.static-images")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether every frame is a picture of its own: the detector runs on each, and every"
                  + " face is a new track.");

  public static final ConfigOption<Double> MIN_CONFIDENCE =
      ConfigOptions.key("face.min-tracking-confidence")
          .doubleType()
          .defaultValue(0.5)
          .withDescription("Presence that a face must exceed to be reported and tracked on.");

  public static final ConfigOption<Duration> REGION_TTL =
      ConfigOptions.key("face.region-ttl")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long a face is looked for where it was, between the capture times of two frames;"
                  + " 0 s: for ever, as in MediaPipe. After a longer silence of the camera all faces"
                  + " are sought anew and get new track ids. Must be longer than the camera takes"
                  + " from frame to frame.");

  public static final ConfigOption<Scale> SCALE =
      ConfigOptions.key("decode.region-scale")
          .enumType(Scale.class)
          .defaultValue(Scale.EXACT)
          .withDescription(
              "How finely a tracked face is decoded: exact, every pixel, as MediaPipe does; or"
                  + " auto, at a half or a quarter where the face is more than twice or four times"
                  + " as large as the landmark model's input, which moves landmarks by about 0.1 %"
                  + " of the distance between the eyes, and by 0.7 % in noisy pictures. Always"
                  + " exact with opencv sampling.");

  static final OptionGroup GROUP =
      OptionGroup.of("Tracking", MAX_FACES, STATIC_IMAGES, MIN_CONFIDENCE, REGION_TTL, SCALE);

  private TrackerOptions() {}

  static TrackingOptions read(OptionReader options) {
    return new TrackingOptions(
        options.count(MAX_FACES, 1, ContractLimits.FACES_SOUGHT),
        options.read(STATIC_IMAGES),
        options.fraction(MIN_CONFIDENCE),
        options.span(REGION_TTL, "5 s"),
        options.read(SCALE),
        PolicyOptions.read(options));
  }
}

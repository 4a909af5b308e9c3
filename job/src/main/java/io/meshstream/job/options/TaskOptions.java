package io.meshstream.job.options;

import io.meshstream.vision.sampling.Sampling;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What is looked for in the pictures of a camera. */
public final class TaskOptions {

  public static final ConfigOption<Sampling> SAMPLING =
      ConfigOptions.key("face.sampling")
          .enumType(Sampling.class)
          .defaultValue(Sampling.TEXTURE)
          .withDescription(
              "How the models' inputs are cut out of a picture: texture, as MediaPipe does on a"
                  + " GPU; or opencv, as its Python package does.");

  static final OptionGroup GROUP = OptionGroup.of("Task", SAMPLING);

  private TaskOptions() {}

  static FaceSettings read(OptionReader options) {
    return new FaceSettings(
        TrackerOptions.maxFaces(options),
        options.read(TrackerOptions.STATIC_IMAGES),
        options.fraction(DetectorOptions.MIN_CONFIDENCE),
        options.fraction(TrackerOptions.MIN_CONFIDENCE),
        options.read(DetectorOptions.MODEL),
        options.read(SAMPLING),
        options.read(DetectorOptions.SCALE),
        options.read(TrackerOptions.SCALE),
        options.span(TrackerOptions.REGION_TTL, "5 s"));
  }
}

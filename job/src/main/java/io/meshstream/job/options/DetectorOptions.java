package io.meshstream.job.options;

import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.Scale;
import io.meshstream.vision.detection.DetectorModel;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** How faces are sought in a whole picture. */
final class DetectorOptions {

  public static final ConfigOption<DetectorModel> MODEL =
      ConfigOptions.key("face.detector")
          .enumType(DetectorModel.class)
          .defaultValue(DetectorModel.SHORT_RANGE)
          .withDescription(
              "Which detector seeks faces: short-range, as in MediaPipe's Face Mesh; full-range, for"
                  + " faces further away, at about four times the work, the sparse network of"
                  + " MediaPipe's Face Detection; or full-range-dense, another network for such"
                  + " faces, which MediaPipe has published but does not run.");

  public static final ConfigOption<Double> MIN_CONFIDENCE =
      ConfigOptions.key("face.min-detection-confidence")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "Lowest score of the detector that counts as a face. Unless it is set it is"
                  + " MediaPipe's for the detector: 0.5 with short-range, 0.6 with the others.");

  public static final ConfigOption<Scale> SCALE =
      ConfigOptions.key("decode.detector-scale")
          .enumType(Scale.class)
          .defaultValue(Scale.EXACT)
          .withDescription(
              "How finely a picture is decoded when faces are sought in it: exact, every pixel, as"
                  + " MediaPipe does; or auto, no finer than the detector's input needs, which is"
                  + " less work and finds other faces where MediaPipe is in doubt. Always exact"
                  + " with opencv sampling.");

  static final OptionGroup GROUP = OptionGroup.of("Detection", MODEL, MIN_CONFIDENCE, SCALE);

  private DetectorOptions() {}

  static DetectionOptions read(OptionReader options) {
    return new DetectionOptions(
        options.read(MODEL), options.fractionOrNone(MIN_CONFIDENCE), options.read(SCALE));
  }
}

package io.meshstream.job.options;

import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.Scale;
import io.meshstream.vision.TileOptions;
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

  public static final ConfigOption<Integer> SMALLEST_FACE =
      ConfigOptions.key("face.smallest-face")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many pixels wide the smallest face is that is sought. Where the detector does not"
                  + " find faces of that size in the whole picture, it also looks at overlapping"
                  + " parts of it, in turn: with 24, at 45 parts of a Full HD picture with"
                  + " full-range, at 97 with short-range. 0: at the whole only, as MediaPipe does.");

  public static final ConfigOption<Integer> TILES_PER_FRAME =
      ConfigOptions.key("face.tiles-per-frame")
          .intType()
          .defaultValue(4)
          .withDescription(
              "How many of these parts are looked at with each frame in which faces are sought, at"
                  + " the cost of a detection each; with face.static-images, and with task ="
                  + " face-detection, it is all of them.");

  public static final ConfigOption<Boolean> TURNED_HEADS =
      ConfigOptions.key("face.turned-heads")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether heads may lie or be upside down. MediaPipe takes all to be upright: it does"
                  + " not find all others, and not their landmarks. Costs a detection more for each"
                  + " frame in which faces are sought, and four for each head that is detected and"
                  + " not tracked yet. For pictures that are turned as a whole frames have a"
                  + " rotation.");

  static final OptionGroup GROUP =
      OptionGroup.of(
          "Detection", MODEL, MIN_CONFIDENCE, SCALE, SMALLEST_FACE, TILES_PER_FRAME, TURNED_HEADS);

  private DetectorOptions() {}

  static DetectionOptions read(OptionReader options) {
    return new DetectionOptions(
        options.read(MODEL),
        options.fractionOrNone(MIN_CONFIDENCE),
        options.read(SCALE),
        new TileOptions(
            options.countOrZero(SMALLEST_FACE, TileOptions.LEAST_FACE, TileOptions.MOST_FACE),
            options.count(TILES_PER_FRAME, 1, TileOptions.MOST_PER_FRAME)),
        options.read(TURNED_HEADS));
  }
}

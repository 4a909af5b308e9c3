package io.meshstream.job.options;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.vision.image.PictureLimits;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * What an untrusted frame may cost.
 *
 * @param frameBytes largest encoded picture
 * @param picturePixels largest picture, width times height
 * @param wholePicturePixels the same for pictures that can only be decoded whole
 * @param jpegScans how many times as many pixels all scans of such a JPEG may have together
 * @param frameTime how long the analysis of a frame may take; zero: any time
 * @param cameras how many cameras a subtask remembers at a time
 * @param cameraRate how many frames a second of a camera are analysed; 0: any number
 * @param deadLetterBytes largest value that is kept in a dead letter
 */
public record LimitsSettings(
    long frameBytes,
    long picturePixels,
    long wholePicturePixels,
    int jpegScans,
    Duration frameTime,
    int cameras,
    double cameraRate,
    long deadLetterBytes)
    implements Serializable {

  public static final ConfigOption<MemorySize> FRAME_BYTES =
      ConfigOptions.key("limits.frame-bytes")
          .memoryType()
          .defaultValue(new MemorySize(ContractLimits.PICTURE_BYTES))
          .withDescription("Largest encoded picture that is decoded.");

  public static final ConfigOption<Long> PICTURE_PIXELS =
      ConfigOptions.key("limits.picture-pixels")
          .longType()
          .defaultValue(PictureLimits.defaults().maxPixels())
          .withDescription(
              "Largest picture, width times height, that is decoded. One beyond Full HD takes three"
                  + " bytes a pixel while a face is sought in it. All that are decoded at a time"
                  + " share half of the heap and wait for each other; one that can never fit into"
                  + " it, with a heap of less than 400 MB for 64 megapixels, is rejected as well.");

  public static final ConfigOption<Long> WHOLE_PICTURE_PIXELS =
      ConfigOptions.key("limits.whole-picture-pixels")
          .longType()
          .defaultValue(PictureLimits.defaults().maxWholePixels())
          .withDescription(
              "The same for pictures that can only be decoded whole: PNGs, and progressive and other"
                  + " unusual JPEGs.");

  public static final ConfigOption<Integer> JPEG_SCANS =
      ConfigOptions.key("limits.jpeg-scans")
          .intType()
          .defaultValue(PictureLimits.defaults().maxScans())
          .withDescription(
              "How many times as many pixels as limits.whole-picture-pixels all scans of a progressive JPEG"
                  + " may have together, a scan of several components counting as that many. A"
                  + " usual one has 14; the default keeps the decoding of the largest to about a"
                  + " second.");

  public static final ConfigOption<Duration> FRAME_TIME =
      ConfigOptions.key("limits.frame-time")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How long the analysis of a frame may take, by the clock of the machine; 0 s: any time. One"
                  + " that takes longer is rejected: its record says TIME_LIMIT. A last resort, far"
                  + " above what any frame takes within the other limits: whether it strikes"
                  + " depends on the machine.");

  public static final ConfigOption<Integer> CAMERAS =
      ConfigOptions.key("limits.cameras")
          .intType()
          .defaultValue(100_000)
          .withDescription(
              "How many cameras a subtask remembers at a time, for whoever may write to the frames topic"
                  + " can invent any number; each takes about half a kilobyte. Frames of more are"
                  + " shed: their records say CAMERA_LIMIT. Cameras that are remembered are not"
                  + " affected, and make room once they have been silent for twice state.ttl. Which"
                  + " cameras are too many depends on the order in which the frames of different"
                  + " cameras arrive, so processing the same frames again may shed others.");

  public static final ConfigOption<Double> CAMERA_RATE =
      ConfigOptions.key("limits.camera-rate")
          .doubleType()
          .defaultValue(0.0)
          .withDescription(
              "How many frames a second of a camera are analysed, by the capture times of its"
                  + " frames, with a second's worth at once; 0: any number. More are shed: their"
                  + " records say RATE_LIMIT. Processing the same frames again sheds the same.");

  public static final ConfigOption<MemorySize> DEAD_LETTER_BYTES =
      ConfigOptions.key("limits.dead-letter-bytes")
          .memoryType()
          .defaultValue(MemorySize.parse("900 kb"))
          .withDescription(
              "Largest value that is kept in a dead letter. It must fit, with 64 KiB to spare, into"
                  + " max.message.bytes of the dead letter topic, whose default is 1 MiB; raise"
                  + " both when frames are larger. The dead letter of a larger frame says where it"
                  + " lies.");

  static final OptionGroup GROUP =
      OptionGroup.of(
          "Limits",
          FRAME_BYTES,
          PICTURE_PIXELS,
          WHOLE_PICTURE_PIXELS,
          JPEG_SCANS,
          FRAME_TIME,
          CAMERAS,
          CAMERA_RATE,
          DEAD_LETTER_BYTES);

  static LimitsSettings read(OptionReader options) {
    return new LimitsSettings(
        options.bytes(FRAME_BYTES, new MemorySize(1)),
        pixels(options, PICTURE_PIXELS),
        pixels(options, WHOLE_PICTURE_PIXELS),
        options.read(JPEG_SCANS, "1 to 10000", count -> count >= 1 && count <= 10_000),
        options.span(FRAME_TIME, "10 s"),
        options.read(CAMERAS, "1 to 10000000", count -> count >= 1 && count <= 10_000_000),
        options.read(
            CAMERA_RATE, "0 to 10000 frames a second", rate -> rate >= 0 && rate <= 10_000),
        options.bytes(DEAD_LETTER_BYTES, MemorySize.ZERO));
  }

  private static long pixels(OptionReader options, ConfigOption<Long> option) {
    return options.read(option, "1 to 500000000", pixels -> pixels >= 1 && pixels <= 500_000_000);
  }
}

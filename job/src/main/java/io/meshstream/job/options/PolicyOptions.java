package io.meshstream.job.options;

import io.meshstream.vision.TrackPolicy;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What is done, beyond MediaPipe's loop, so that tracks are right. */
final class PolicyOptions {

  public static final ConfigOption<Boolean> REDETECT =
      ConfigOptions.key("face.redetect")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether a tracked face that is not found where it was is sought in the whole picture"
                  + " in the same frame; else in the next, as in MediaPipe, and each loss costs a"
                  + " frame with that face. One that is found near where it was keeps its track"
                  + " id.");

  public static final ConfigOption<Integer> LOST_FRAMES =
      ConfigOptions.key("face.lost-frames")
          .intType()
          .defaultValue(0)
          .withDescription(
              "For how many frames a lost face keeps its track id: one that comes back near where it"
                  + " was last seen, after that many frames without it or fewer, is that face. 0:"
                  + " one that comes back is a new face.");

  public static final ConfigOption<Boolean> CAP_FACES =
      ConfigOptions.key("face.cap-faces")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether no frame has more faces than face.max-faces says. Else this limits the"
                  + " detections of a frame, as in MediaPipe, and faces that appear beside tracked"
                  + " ones come on top.");

  public static final ConfigOption<Boolean> REMOVE_DUPLICATES =
      ConfigOptions.key("face.remove-duplicates")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether of two faces whose landmarks lie over each other only the one that has been"
                  + " tracked for longer is reported; in MediaPipe both are, until their regions"
                  + " overlap by half.");

  static final OptionGroup GROUP =
      OptionGroup.of(
          "Tracking beyond MediaPipe", REDETECT, LOST_FRAMES, CAP_FACES, REMOVE_DUPLICATES);

  private PolicyOptions() {}

  static TrackPolicy read(OptionReader options) {
    return new TrackPolicy(
        options.read(REDETECT),
        options.count(LOST_FRAMES, 0, TrackPolicy.MOST_LOST_FRAMES),
        options.read(CAP_FACES),
        options.read(REMOVE_DUPLICATES));
  }
}

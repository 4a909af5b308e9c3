package io.meshstream.job.options;

import java.io.Serializable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * What the records of a camera hold beside what they always do.
 *
 * @param mesh whether they hold the landmarks of faces
 * @param detections whether they hold what the detector saw
 */
public record OutputSettings(boolean mesh, boolean detections) implements Serializable {

  public static final ConfigOption<Boolean> MESH =
      ConfigOptions.key("landmarks.mesh")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether records hold the landmarks of faces. Without them a face has its track id,"
                  + " its presence and its region, and nobody can be recognised by what leaves the"
                  + " job; faces are tracked as ever.");

  public static final ConfigOption<Boolean> DETECTIONS =
      ConfigOptions.key("landmarks.detections")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also hold what the detector saw of a face: score, box and six"
                  + " keypoints, in the frames that it ran on. With task = face-detection they always"
                  + " do, for it is all there is.");

  static final OptionGroup GROUP = OptionGroup.of("Outputs", MESH, DETECTIONS);

  static OutputSettings read(OptionReader options) {
    return new OutputSettings(options.read(MESH), options.read(DETECTIONS));
  }
}

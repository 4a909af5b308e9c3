package io.meshstream.job.options;

import io.meshstream.job.records.FaceForm;
import io.meshstream.schemas.CameraConfig;
import java.io.Serializable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * In which form the records of a camera hold what was found. What is computed of faces beside it,
 * they hold as well.
 *
 * @param form the form
 */
public record OutputSettings(FaceForm form) implements Serializable {

  public static final ConfigOption<Boolean> MESH =
      ConfigOptions.key("landmarks.mesh")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether records hold the landmarks of faces. Without them a face has its track id,"
                  + " its presence and its region, and nobody can be recognised by what leaves the"
                  + " job; faces are tracked as ever. What else is asked for of faces is in the"
                  + " records all the same, but for irises and the metric mesh.");

  public static final ConfigOption<Boolean> DETECTIONS =
      ConfigOptions.key("landmarks.detections")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also hold what the detector saw of a face: score, box and six"
                  + " keypoints, in the frames that it ran on. With task = face-detection they always"
                  + " do, for it is all there is.");

  public static final ConfigOption<Boolean> CONTOURS =
      ConfigOptions.key("landmarks.contours")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also hold the outlines of the parts of faces, as ML Kit's Face"
                  + " Contour Detection gives them: 133 points. With landmarks.mesh = false this is"
                  + " the compact form, a third of a record with all points.");

  static final OptionGroup GROUP = OptionGroup.of("Outputs", MESH, DETECTIONS, CONTOURS);

  static OutputSettings read(OptionReader options) {
    return new OutputSettings(
        new FaceForm(options.read(MESH), options.read(DETECTIONS), options.read(CONTOURS)));
  }

  /** Returns these settings, but for what a record of the control topic says. */
  OutputSettings with(CameraConfig config) {
    return new OutputSettings(
        new FaceForm(
            or(config.getMesh(), form.mesh()),
            or(config.getDetections(), form.detections()),
            or(config.getContours(), form.contours())));
  }

  private static boolean or(Boolean asked, boolean otherwise) {
    return asked == null ? otherwise : asked;
  }
}

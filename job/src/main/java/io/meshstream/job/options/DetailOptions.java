package io.meshstream.job.options;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.pose.PerspectiveCamera;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What is computed of each face from its landmarks. */
final class DetailOptions {

  public static final ConfigOption<Boolean> BLENDSHAPES =
      ConfigOptions.key("landmarks.blendshapes")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also hold the blendshapes of each face, 52 coefficients of what it"
                  + " does. Only with task = face-landmarker; none with the others.");

  public static final ConfigOption<Boolean> POSE =
      ConfigOptions.key("landmarks.pose")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also say how each head is turned and where it is: poseMatrix, as"
                  + " MediaPipe's face geometry gives it, and headPose, its angles in degrees and"
                  + " its place in centimetres. None with task = face-detection.");

  public static final ConfigOption<Boolean> METRIC_MESH =
      ConfigOptions.key("landmarks.metric-mesh")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also hold the shape of each face in centimetres (metricMesh), turned"
                  + " and moved onto the canonical face model. None with task = face-detection or"
                  + " landmarks.mesh = false.");

  public static final ConfigOption<Boolean> REGION_POSES =
      ConfigOptions.key("landmarks.region-poses")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also say where things can be put on each face: the region poses of"
                  + " ARCore's Augmented Faces, nose tip, both sides of the forehead and the centre"
                  + " of the head. None with task = face-detection.");

  public static final ConfigOption<Boolean> SIGNALS =
      ConfigOptions.key("landmarks.signals")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also say what landmarks and pixels of each face show (signals): how"
                  + " far eyes and mouth are open, in which of nine zones the person looks, how"
                  + " large, frontal, bright and sharp the face is. The zone needs irises. None with"
                  + " task = face-detection.");

  public static final ConfigOption<Double> CAMERA_FOV =
      ConfigOptions.key("landmarks.camera-fov")
          .doubleType()
          .defaultValue(PerspectiveCamera.mediaPipe().verticalFov())
          .withDescription(
              "The angle between the upper and the lower edge of the cameras' pictures, in degrees,"
                  + " from which the distance of faces follows. MediaPipe's for every camera unless"
                  + " set.");

  static final OptionGroup GROUP =
      OptionGroup.of("Details", BLENDSHAPES, POSE, METRIC_MESH, REGION_POSES, SIGNALS, CAMERA_FOV);

  private DetailOptions() {}

  static LandmarkOptions read(OptionReader options) {
    Set<FaceDetail> details = EnumSet.noneOf(FaceDetail.class);
    put(details, FaceDetail.BLENDSHAPES, options.read(BLENDSHAPES));
    put(details, FaceDetail.POSE, options.read(POSE));
    put(details, FaceDetail.METRIC_MESH, options.read(METRIC_MESH));
    put(details, FaceDetail.REGION_POSES, options.read(REGION_POSES));
    put(details, FaceDetail.SIGNALS, options.read(SIGNALS));
    put(details, FaceDetail.LANDMARK_SIGNALS, options.read(EventsSettings.SIGNALS));
    double fov =
        options.read(
            CAMERA_FOV, PerspectiveCamera.RULE, degrees -> PerspectiveCamera.isPossible(degrees));
    return LandmarkOptions.defaults().withDetails(details).withCamera(new PerspectiveCamera(fov));
  }

  /** Returns options, but for what a record of the control topic says. */
  static LandmarkOptions with(LandmarkOptions options, CameraConfig config) {
    Set<FaceDetail> details = EnumSet.noneOf(FaceDetail.class);
    details.addAll(options.details());
    put(details, FaceDetail.BLENDSHAPES, config.getBlendshapes());
    put(details, FaceDetail.POSE, config.getPose());
    put(details, FaceDetail.METRIC_MESH, config.getMetricMesh());
    put(details, FaceDetail.REGION_POSES, config.getRegionPoses());
    put(details, FaceDetail.SIGNALS, config.getSignals());
    put(details, FaceDetail.LANDMARK_SIGNALS, config.getSignalEvents());
    LandmarkOptions changed = options.withDetails(details);
    Double fov = config.getCameraFov();
    return fov == null ? changed : changed.withCamera(new PerspectiveCamera(fov));
  }

  private static void put(Set<FaceDetail> details, FaceDetail detail, Boolean asked) {
    if (asked != null && asked) {
      details.add(detail);
    } else if (asked != null) {
      details.remove(detail);
    }
  }
}

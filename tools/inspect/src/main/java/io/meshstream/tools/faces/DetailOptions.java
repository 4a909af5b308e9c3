package io.meshstream.tools.faces;

import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.pose.PerspectiveCamera;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of a command that say what is computed of faces from their landmarks. */
final class DetailOptions {

  @Option(
      names = "--blendshapes",
      description =
          "Also find blendshapes, 52 coefficients of what a face does; only with the task"
              + " face-landmarker.")
  private boolean blendshapes;

  @Option(
      names = "--pose",
      description =
          "Also find how heads are turned, in degrees, and where they are, in centimetres.")
  private boolean pose;

  @Option(names = "--metric-mesh", description = "Also find the shapes of faces in centimetres.")
  private boolean metricMesh;

  @Option(
      names = "--region-poses",
      description =
          "Also find where things can be put on faces: nose tip, both sides of the forehead, centre"
              + " of the head.")
  private boolean regionPoses;

  @Option(
      names = "--signals",
      description =
          "Also find how far eyes and mouths are open, where people look, and how large, frontal,"
              + " bright and sharp faces are.")
  private boolean signals;

  @Option(
      names = "--camera-fov",
      defaultValue = "63",
      paramLabel = "DEGREES",
      description =
          "The angle between the upper and the lower edge of the pictures, from which distances"
              + " follow (default: ${DEFAULT-VALUE}, as in MediaPipe).")
  private double cameraFov;

  /**
   * Returns what was asked for.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  LandmarkOptions landmarks() {
    Set<FaceDetail> details = EnumSet.noneOf(FaceDetail.class);
    add(details, FaceDetail.BLENDSHAPES, blendshapes);
    add(details, FaceDetail.POSE, pose);
    add(details, FaceDetail.METRIC_MESH, metricMesh);
    add(details, FaceDetail.REGION_POSES, regionPoses);
    add(details, FaceDetail.SIGNALS, signals);
    return LandmarkOptions.defaults()
        .withDetails(details)
        .withCamera(new PerspectiveCamera(cameraFov));
  }

  private static void add(Set<FaceDetail> details, FaceDetail detail, boolean isAskedFor) {
    if (isAskedFor) {
      details.add(detail);
    }
  }
}

package io.meshstream.vision;

import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.MetricFace;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Adds to a face where it is in space.
 *
 * @param solver finds that
 * @param details what of it is kept
 */
record GeometryRefinement(FaceGeometrySolver solver, Set<FaceDetail> details)
    implements Refinement {

  /** The details that this refinement gives. */
  static final Set<FaceDetail> DETAILS =
      EnumSet.of(FaceDetail.POSE, FaceDetail.METRIC_MESH, FaceDetail.REGION_POSES);

  @Override
  public Observation refine(Observation found, Optional<Track> before, Frame frame) {
    Face face = found.face();
    PictureSource picture = frame.picture();
    Optional<FaceGeometry> geometry =
        solver.solve(face.landmarks(), picture.width(), picture.height()).map(this::wanted);
    return new Observation(face.withDetails(face.details().withGeometry(geometry)), found.next());
  }

  private FaceGeometry wanted(MetricFace face) {
    return new FaceGeometry(
        wants(FaceDetail.POSE) ? Optional.of(face.pose()) : Optional.empty(),
        wants(FaceDetail.METRIC_MESH) ? Optional.of(face.mesh()) : Optional.empty(),
        wants(FaceDetail.REGION_POSES) ? Optional.of(face.regionPoses()) : Optional.empty());
  }

  private boolean wants(FaceDetail detail) {
    return details.contains(detail);
  }
}

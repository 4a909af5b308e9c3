package io.meshstream.vision;

import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.MetricFace;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.signals.FacePoints;
import io.meshstream.vision.signals.FaceSignals;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Adds to a face what its landmarks show.
 *
 * @param solver finds where the head is, unless that is known already
 */
record SignalsRefinement(FaceGeometrySolver solver) implements Refinement {
  /** What it adds. */
  static final Set<FaceDetail> DETAILS =
      EnumSet.of(FaceDetail.SIGNALS, FaceDetail.LANDMARK_SIGNALS);

  @Override
  public Observation refine(Observation found, Optional<Track> before, Frame frame) {
    Face face = found.face();
    return new Observation(
        face.withDetails(face.details().withSignals(signals(face, frame.picture()))), found.next());
  }

  private Optional<FaceSignals> signals(Face face, PictureSource picture) {
    if (!FacePoints.areMesh(face.landmarks())) {
      return Optional.empty();
    }
    FacePoints points = new FacePoints(face.landmarks(), picture.width(), picture.height());
    return pose(face, picture).flatMap(pose -> FaceSignals.of(points, pose));
  }

  private Optional<PoseMatrix> pose(Face face, PictureSource picture) {
    return face.details()
        .geometry()
        .flatMap(FaceGeometry::pose)
        .or(
            () ->
                solver
                    .solve(face.landmarks(), picture.width(), picture.height())
                    .map(MetricFace::pose));
  }
}

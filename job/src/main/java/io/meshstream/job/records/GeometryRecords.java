package io.meshstream.job.records;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.HeadPose;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.MetricMesh;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.pose.RegionPoses;
import java.util.Arrays;
import java.util.Optional;

/** Maps where faces are in space to what records hold of it, and back. */
final class GeometryRecords {

  private static final int MATRIX = 16;
  private static final int REGIONS = 4;

  private GeometryRecords() {}

  static void put(FaceGeometry geometry, FaceForm form, Face.Builder record) {
    geometry
        .pose()
        .ifPresent(
            pose ->
                record
                    .setPoseMatrix(FloatList.view(pose.toArray()))
                    .setHeadPose(headPose(pose.headPose())));
    if (form.mesh()) {
      geometry.metricMesh().ifPresent(mesh -> record.setMetricMesh(FloatList.view(mesh.toArray())));
    }
    geometry.regionPoses().ifPresent(poses -> record.setRegionPoses(FloatList.view(values(poses))));
  }

  private static HeadPose headPose(io.meshstream.vision.pose.HeadPose pose) {
    return new HeadPose(pose.yaw(), pose.pitch(), pose.roll(), pose.x(), pose.y(), pose.z());
  }

  private static float[] values(RegionPoses poses) {
    float[] values = new float[REGIONS * MATRIX];
    PoseMatrix[] matrices = {
      poses.noseTip(), poses.foreheadLeft(), poses.foreheadRight(), poses.centre()
    };
    for (int i = 0; i < REGIONS; i++) {
      System.arraycopy(matrices[i].toArray(), 0, values, MATRIX * i, MATRIX);
    }
    return values;
  }

  /**
   * Returns what a record says of a face in space; the angles of a head follow from its matrix.
   *
   * @throws IllegalArgumentException if a list has not the length that the schema gives it
   */
  static Optional<FaceGeometry> toGeometry(Face face) {
    FaceGeometry geometry =
        new FaceGeometry(
            Optional.ofNullable(face.getPoseMatrix())
                .map(FloatList::toArray)
                .map(PoseMatrix::copyOf),
            Optional.ofNullable(face.getMetricMesh())
                .map(FloatList::toArray)
                .map(MetricMesh::copyOf),
            Optional.ofNullable(face.getRegionPoses())
                .map(FloatList::toArray)
                .map(GeometryRecords::toRegionPoses));
    boolean isEmpty =
        geometry.pose().isEmpty()
            && geometry.metricMesh().isEmpty()
            && geometry.regionPoses().isEmpty();
    return isEmpty ? Optional.empty() : Optional.of(geometry);
  }

  private static RegionPoses toRegionPoses(float[] values) {
    if (values.length != REGIONS * MATRIX) {
      throw new IllegalArgumentException(
          "region poses: %d values (expected: 64: four matrices)".formatted(values.length));
    }
    return new RegionPoses(
        matrix(values, 0), matrix(values, 1), matrix(values, 2), matrix(values, 3));
  }

  private static PoseMatrix matrix(float[] values, int number) {
    return PoseMatrix.copyOf(Arrays.copyOfRange(values, MATRIX * number, MATRIX * (number + 1)));
  }
}

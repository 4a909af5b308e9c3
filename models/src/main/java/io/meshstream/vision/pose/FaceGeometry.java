package io.meshstream.vision.pose;

import java.util.Optional;

/**
 * Where a face is in space. Each part is there if it was asked for.
 *
 * @param pose brings the canonical head to where this one is
 * @param metricMesh the shape of the face
 * @param regionPoses where things can be put on it
 */
public record FaceGeometry(
    Optional<PoseMatrix> pose,
    Optional<MetricMesh> metricMesh,
    Optional<RegionPoses> regionPoses) {}

package io.meshstream.job.tracking;

import io.meshstream.job.vision.Sight;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.FrameResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.util.List;

/**
 * Writes the record of a frame: the only place that knows how results become {@link
 * FrameLandmarks}.
 *
 * <p>Everything in a record comes from the frame and from the camera's earlier frames, nothing from
 * a clock, so a replay writes the same bytes. Source partition and offset tell apart the records of
 * a frame that was sent twice: they count the frames, whereas camera, epoch and sequence number
 * name them.
 */
final class LandmarksRecords {

  private static final String NO_MODEL_RAN = "";

  private final String modelId;
  private final boolean detections;

  /**
   * @param modelId names the models that run
   * @param detections whether to write what the detector saw of a face
   */
  LandmarksRecords(String modelId, boolean detections) {
    this.modelId = modelId;
    this.detections = detections;
  }

  /** The record of a frame that was looked at. */
  FrameLandmarks seen(SourceFrame source, FrameHeader header, Sight.Seen sight) {
    FrameResult result = sight.step().result();
    return record(source, header)
        .setWidth(sight.width())
        .setHeight(sight.height())
        .setStatus(result.faces().isEmpty() ? FrameStatus.NO_FACE : FrameStatus.FACES)
        .setModelId(modelId)
        .setFaces(result.faces().stream().map(this::face).toList())
        .build();
  }

  /** The record of a frame that was shed. */
  FrameLandmarks shed(SourceFrame source, FrameHeader header, Shedding shedding) {
    return unseen(source, header, FrameStatus.SHED, shedding.reason() + ": " + shedding.message());
  }

  /** The record of a frame that was rejected. */
  FrameLandmarks rejected(SourceFrame source, FrameHeader header, Rejection rejection) {
    return unseen(
        source, header, FrameStatus.REJECTED, rejection.reason() + ": " + rejection.message());
  }

  private static FrameLandmarks unseen(
      SourceFrame source, FrameHeader header, FrameStatus status, String reason) {
    return record(source, header)
        .setWidth(0)
        .setHeight(0)
        .setStatus(status)
        .setReason(reason)
        .setModelId(NO_MODEL_RAN)
        .setFaces(List.of())
        .build();
  }

  private static FrameLandmarks.Builder record(SourceFrame source, FrameHeader header) {
    return FrameLandmarks.newBuilder()
        .setCameraId(header.camera())
        .setEpoch(header.epoch())
        .setSequence(header.sequence())
        .setCapturedAtMicros(header.capturedAtMicros())
        .setSourcePartition(source.partition())
        .setSourceOffset(source.offset());
  }

  private Face face(io.meshstream.vision.Face face) {
    return Face.newBuilder()
        .setTrackId(face.trackId())
        .setPresence(face.presence())
        .setRegion(region(face.region()))
        .setLandmarks(FloatList.view(face.landmarks().toArray()))
        .setDetection(
            detections ? face.detection().map(LandmarksRecords::detection).orElse(null) : null)
        .build();
  }

  private static FaceDetection detection(Detection detection) {
    Box box = detection.box();
    float[] keypoints = new float[2 * Detection.KEYPOINTS];
    for (int i = 0; i < Detection.KEYPOINTS; i++) {
      Point point = detection.keypoints().get(i);
      keypoints[2 * i] = point.x();
      keypoints[2 * i + 1] = point.y();
    }
    return new FaceDetection(
        detection.score(),
        box.xMin(),
        box.yMin(),
        box.xMax() - box.xMin(),
        box.yMax() - box.yMin(),
        FloatList.view(keypoints));
  }

  private static io.meshstream.schemas.Region region(Region region) {
    return new io.meshstream.schemas.Region(
        region.centerX(), region.centerY(), region.width(), region.height(), region.rotation());
  }
}

package io.meshstream.job.records;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.TaskResult;
import java.util.List;

/**
 * Makes the record of a frame.
 *
 * <p>Everything in a record comes from the frame and from the camera's earlier frames, nothing from
 * a clock, so a replay writes the same bytes. Source partition and offset tell apart the records of
 * a frame that was sent twice: they count the frames, whereas camera, epoch and sequence number
 * name them.
 */
public final class FrameRecords {

  private static final String NO_MODEL_RAN = "";

  private FrameRecords() {}

  /**
   * Returns the record of a frame whose picture was analysed.
   *
   * @param modelId names the models that ran
   * @param width columns of pixels of the upright picture
   * @param height rows of pixels of the upright picture
   * @param result what was found
   * @param form in which form the record holds it
   */
  public static FrameLandmarks analysed(
      SourceFrame source,
      FrameHeader header,
      String modelId,
      int width,
      int height,
      TaskResult result,
      FaceForm form) {
    List<Face> faces = FaceRecords.of(result, form);
    return record(source, header)
        .setWidth(width)
        .setHeight(height)
        .setStatus(FaceRecords.status(faces))
        .setModelId(modelId)
        .setFaces(faces)
        .setHands(HandRecords.of(result, form))
        .build();
  }

  /**
   * Returns the record of a frame that was shed.
   *
   * @param word why it was, for machines
   * @param message why it was, for people
   */
  public static FrameLandmarks shed(
      SourceFrame source, FrameHeader header, String word, String message) {
    return notAnalysed(source, header, FrameStatus.SHED, word, message);
  }

  /** Returns the record of a frame that was rejected. */
  public static FrameLandmarks rejected(
      SourceFrame source, FrameHeader header, Rejection rejection) {
    return notAnalysed(
        source, header, FrameStatus.REJECTED, rejection.reason().name(), rejection.message());
  }

  private static FrameLandmarks notAnalysed(
      SourceFrame source, FrameHeader header, FrameStatus status, String word, String message) {
    return record(source, header)
        .setWidth(0)
        .setHeight(0)
        .setStatus(status)
        .setReason(word + ": " + message)
        .setModelId(NO_MODEL_RAN)
        .setFaces(List.of())
        .setHands(List.of())
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
}

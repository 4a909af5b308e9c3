package io.meshstream.tools.inspect;

import io.meshstream.job.records.FaceRecords;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Region;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.sample.Portrait;
import java.util.List;

/** Landmarks records as the job writes them. */
public final class TestingRecords {

  private static final String MODEL_ID = "0123456789ab-cdef01234567";

  private TestingRecords() {}

  /** The record of the portrait, with the face that the library finds in it. */
  public static FrameLandmarks portrait(String camera, long sequence) {
    try (ModelSet models = ModelSet.open()) {
      Picture picture = Portrait.picture();
      TaskResult result =
          TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models)
              .step(TaskState.initial(), Frame.of(picture))
              .result();
      return found(camera, sequence, /* capturedAtMicros= */ 0, picture, result);
    } catch (PictureException e) {
      throw new AssertionError(e);
    }
  }

  /** The record of a picture in which something or nothing was found. */
  public static FrameLandmarks found(
      String camera, long sequence, long capturedAtMicros, Picture picture, TaskResult result) {
    List<Face> faces = FaceRecords.of(result, /* detections= */ false);
    return record(camera, sequence, FaceRecords.status(faces))
        .setCapturedAtMicros(capturedAtMicros)
        .setWidth(picture.width())
        .setHeight(picture.height())
        .setModelId(MODEL_ID)
        .setFaces(faces)
        .build();
  }

  /** The record of a frame that was not analysed. */
  public static FrameLandmarks notAnalysed(
      String camera, long sequence, FrameStatus status, String reason) {
    return record(camera, sequence, status)
        .setCapturedAtMicros(1_000_000 + 40_000 * sequence)
        .setReason(reason)
        .build();
  }

  /** A record in which no field is empty. */
  public static FrameLandmarks full(String camera, long sequence) {
    Region region = new Region(0.5f, 0.25f, 0.1f, 0.2f, -0.5f);
    FaceDetection detection =
        new FaceDetection(0.875f, 0.1f, -0.2f, 0.3f, 0.4f, FloatList.view(ramp(12)));
    Face face =
        Face.newBuilder()
            .setTrackId(7)
            .setPresence(0.984f)
            .setRegion(region)
            .setLandmarks(FloatList.view(ramp(1404)))
            .setDetection(detection)
            .setPoseMatrix(FloatList.view(ramp(16)))
            .setBlendshapes(FloatList.view(ramp(52)))
            .setIrises(FloatList.view(ramp(30)))
            .build();
    return record(camera, sequence, FrameStatus.FACES)
        .setEpoch(3)
        .setCapturedAtMicros(1_700_000_000_123_456L)
        .setSourcePartition(2)
        .setSourceOffset(1L << 40)
        .setWidth(640)
        .setHeight(360)
        .setReason("NONE: to have a value")
        .setModelId(MODEL_ID)
        .setFaces(List.of(face, face))
        .build();
  }

  private static FrameLandmarks.Builder record(String camera, long sequence, FrameStatus status) {
    return FrameLandmarks.newBuilder()
        .setCameraId(camera)
        .setEpoch(1)
        .setSequence(sequence)
        .setCapturedAtMicros(0)
        .setSourcePartition(0)
        .setSourceOffset(sequence)
        .setWidth(0)
        .setHeight(0)
        .setStatus(status)
        .setModelId("")
        .setFaces(List.of());
  }

  /** Values that no two places have in common, so that none can be taken for another. */
  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / 3f - 100;
    }
    return values;
  }
}

package io.meshstream.tools.view;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Region;
import io.meshstream.schemas.frames.TopicPosition;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Frames and records for tests: a camera's frame with sequence n lies at partition 0, offset n. */
final class Records {

  static final int FLOATS = 3 * 468;

  private Records() {}

  static FrameLandmarks record(String camera, long sequence, FrameStatus status, Face... faces) {
    return FrameLandmarks.newBuilder()
        .setCameraId(camera)
        .setEpoch(1)
        .setSequence(sequence)
        .setCapturedAtMicros(1_000 * sequence)
        .setSourcePartition(0)
        .setSourceOffset(sequence)
        .setWidth(640)
        .setHeight(360)
        .setStatus(status)
        .setModelId("detector-landmarks")
        .setFaces(List.of(faces))
        .build();
  }

  static FrameLandmarks record(String camera, long sequence) {
    return record(camera, sequence, FrameStatus.FACES, face(1, FLOATS));
  }

  static Face face(long trackId, int floats) {
    float[] landmarks = new float[floats];
    for (int i = 0; i < floats; i++) {
      landmarks[i] = trackId + i / 1000f;
    }
    return Face.newBuilder()
        .setTrackId(trackId)
        .setPresence(0.75f)
        .setRegion(new Region(0.5f, 0.25f, 0.125f, 0.375f, 0.0625f))
        .setLandmarks(FloatList.view(landmarks))
        .setDetection(
            new FaceDetection(0.5f, 0.1f, 0.2f, 0.3f, 0.4f, FloatList.view(new float[12])))
        .build();
  }

  static CameraFrame frame(long sequence, int size, long arrivedMillis) {
    return new CameraFrame(
        new TopicPosition(0, sequence), Optional.of(picture((byte) sequence)), size, arrivedMillis);
  }

  /** A picture of three bytes that all are the given one. */
  static PictureView picture(byte content) {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {0, content, content, content, 0}, 1, 3);
    return new PictureView("image/jpeg", 1, 90, data);
  }
}

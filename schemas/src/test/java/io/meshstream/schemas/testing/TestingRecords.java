package io.meshstream.schemas.testing;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Handedness;
import io.meshstream.schemas.PalmDetection;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.Region;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Makes records as they lie on the topics, for tests of all modules: a camera's frame with sequence
 * n lies at partition 0, offset n, and was captured n times 40 ms after the first.
 */
public final class TestingRecords {

  /** How many numbers the landmarks of a face are. */
  public static final int LANDMARK_FLOATS = 3 * 468;

  /** How many numbers the landmarks of a hand are. */
  public static final int HAND_FLOATS = 3 * 21;

  private static final long EPOCH = 1;

  private TestingRecords() {}

  /** Makes a frame to start from: a PNG of epoch 1. */
  public static EncodedFrame.Builder frame(String camera, long sequence, byte[] picture) {
    return EncodedFrame.newBuilder()
        .setCameraId(camera)
        .setEpoch(EPOCH)
        .setSequence(sequence)
        .setCapturedAtMicros(capturedAtMicros(sequence))
        .setEncoding(PictureEncoding.PNG)
        .setData(ByteBuffer.wrap(picture));
  }

  /** Makes the record of a frame with one face. */
  public static FrameLandmarks record(String camera, long sequence) {
    return record(camera, sequence, FrameStatus.FACES, face(1, LANDMARK_FLOATS));
  }

  /** Makes the record of a frame of 640x360 pixels. */
  public static FrameLandmarks record(
      String camera, long sequence, FrameStatus status, Face... faces) {
    return builder(camera, sequence, status)
        .setWidth(640)
        .setHeight(360)
        .setModelId("0123456789ab-cdef01234567")
        .setFaces(List.of(faces))
        .build();
  }

  /** Makes the record of a frame that was not analysed. */
  public static FrameLandmarks notAnalysed(
      String camera, long sequence, FrameStatus status, String reason) {
    return builder(camera, sequence, status).setReason(reason).build();
  }

  /** Makes a record in which no field is empty. */
  public static FrameLandmarks filled(String camera, long sequence) {
    return FrameLandmarks.newBuilder(FilledRecord.landmarks())
        .setCameraId(camera)
        .setEpoch(EPOCH)
        .setSequence(sequence)
        .build();
  }

  /** Makes a face with so many numbers for landmarks, which differ. */
  public static Face face(long trackId, int floats) {
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

  /** Makes a left hand whose landmarks differ; those in space are the same, negative. */
  public static Hand hand(long trackId) {
    float[] landmarks = new float[HAND_FLOATS];
    float[] world = new float[HAND_FLOATS];
    for (int i = 0; i < HAND_FLOATS; i++) {
      landmarks[i] = trackId + i / 1000f;
      world[i] = -landmarks[i];
    }
    return Hand.newBuilder()
        .setTrackId(trackId)
        .setPresence(0.75f)
        .setHandedness(Handedness.LEFT)
        .setHandednessScore(0.875f)
        .setRegion(new Region(0.5f, 0.25f, 0.125f, 0.375f, 0.0625f))
        .setLandmarks(FloatList.view(landmarks))
        .setWorldLandmarks(FloatList.view(world))
        .setDetection(
            new PalmDetection(0.5f, 0.1f, 0.2f, 0.3f, 0.4f, FloatList.view(new float[14])))
        .build();
  }

  /** Returns when the frame with a sequence was captured. */
  public static long capturedAtMicros(long sequence) {
    return 1_000_000 + 40_000 * sequence;
  }

  private static FrameLandmarks.Builder builder(String camera, long sequence, FrameStatus status) {
    return FrameLandmarks.newBuilder()
        .setCameraId(camera)
        .setEpoch(EPOCH)
        .setSequence(sequence)
        .setCapturedAtMicros(capturedAtMicros(sequence))
        .setSourcePartition(0)
        .setSourceOffset(sequence)
        .setWidth(0)
        .setHeight(0)
        .setStatus(status)
        .setModelId("")
        .setFaces(List.of());
  }
}

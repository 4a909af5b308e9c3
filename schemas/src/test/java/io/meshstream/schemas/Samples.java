package io.meshstream.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fixed records. Their bytes lie as golden files: do not change them within a version. */
final class Samples {

  private Samples() {}

  static EncodedFrame encodedFrame() {
    return EncodedFrame.newBuilder()
        .setCameraId("hall-é")
        .setEpoch(3)
        .setSequence(4_294_967_296L)
        .setCapturedAtMicros(1_767_225_600_123_456L)
        .setEncoding(PictureEncoding.PNG)
        .setWidth(1280)
        .setHeight(720)
        .setRotation(270)
        .setData(ByteBuffer.wrap(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, -1}))
        .build();
  }

  static FrameLandmarks frameLandmarks() {
    return FrameLandmarks.newBuilder()
        .setCameraId("hall-é")
        .setEpoch(3)
        .setSequence(4_294_967_296L)
        .setCapturedAtMicros(1_767_225_600_123_456L)
        .setSourcePartition(7)
        .setSourceOffset(123_456_789_012L)
        .setWidth(720)
        .setHeight(1280)
        .setStatus(FrameStatus.FACES)
        .setReason(null)
        .setModelId("0123456789abcdef")
        .setFaces(List.of(fullFace(), plainFace()))
        .setHands(List.of(fullHand(), plainHand()))
        .build();
  }

  static FrameLandmarks shedFrame() {
    return FrameLandmarks.newBuilder(frameLandmarks())
        .setWidth(0)
        .setHeight(0)
        .setStatus(FrameStatus.SHED)
        .setReason("TOO_OLD: waited 812 ms, the budget is 500 ms")
        .setFaces(List.of())
        .setHands(List.of())
        .build();
  }

  static DeadLetter deadLetter() {
    return DeadLetter.newBuilder()
        .setCameraId("hall-é")
        .setSourceTopic("frames")
        .setSourcePartition(7)
        .setSourceOffset(123_456_789_012L)
        .setTimestampMillis(-1)
        .setReason("PICTURE_UNREADABLE")
        .setErrorClass("java.io.EOFException")
        .setMessage("picture: ends after 5 bytes (expected: an end marker); look at the camera")
        .setValue(ByteBuffer.wrap("bytes".getBytes(StandardCharsets.US_ASCII)))
        .build();
  }

  static DeadLetter emptyDeadLetter() {
    return DeadLetter.newBuilder(deadLetter()).setErrorClass(null).setValue(null).build();
  }

  static CameraEvent faceLeft() {
    return CameraEvent.newBuilder()
        .setCameraId("hall-é")
        .setKind(EventKind.FACE_LEFT)
        .setEpoch(3)
        .setSequence(4_294_967_296L)
        .setCapturedAtMicros(1_767_225_600_123_456L)
        .setPartition(7)
        .setOffset(123_456_789_012L)
        .setTrackId(42L)
        .setTrackFrames(250L)
        .setTrackMicros(9_999_999L)
        .build();
  }

  static CameraEvent settingsRefused() {
    return CameraEvent.newBuilder()
        .setCameraId("*")
        .setKind(EventKind.SETTINGS_REFUSED)
        .setEpoch(-1)
        .setSequence(-1)
        .setCapturedAtMicros(-1)
        .setPartition(0)
        .setOffset(12)
        .setModelId("0123456789abcdef")
        .setMessage("maxFaces: 0 (expected: 1 to 64); correct it")
        .build();
  }

  static CameraEvent drowsinessEnded() {
    return CameraEvent.newBuilder()
        .setCameraId("hall-é")
        .setKind(EventKind.DROWSINESS_ENDED)
        .setEpoch(3)
        .setSequence(12_345)
        .setCapturedAtMicros(1_767_225_600_123_456L)
        .setPartition(7)
        .setOffset(9_876_543_210L)
        .setTrackId(42L)
        .setDurationMicros(61_000_000L)
        .setPerclos(0.09375f)
        .build();
  }

  static CameraConfig cameraConfig() {
    return CameraConfig.newBuilder()
        .setCameraId("hall-é")
        .setFromCapturedAtMicros(1_767_225_600_123_456L)
        .setEnabled(true)
        .setTask("face-mesh")
        .setDetector("full-range")
        .setMaxFaces(3)
        .setMinDetectionConfidence(0.25)
        .setMinTrackingConfidence(0.75)
        .setDetections(true)
        .setMaxAgeMillis(200L)
        .setMaxQueue(1)
        .setModels("v2")
        .setShadow(new ShadowModels("v3-candidate", 25))
        .setMesh(false)
        .setForgetBeforeMicros(1_767_225_600_000_000L)
        .setRedetect(true)
        .setLostFrames(12)
        .setCapFaces(false)
        .setRemoveDuplicates(true)
        .setSmallestFace(24)
        .setTilesPerFrame(2)
        .setTurnedHeads(true)
        .setPose(true)
        .setMetricMesh(false)
        .setRegionPoses(true)
        .setContours(false)
        .setCameraFov(75.5)
        .setRefineLandmarks(true)
        .setSmoothing("one-euro")
        .setBlendshapes(true)
        .setSignals(true)
        .setSignalEvents(true)
        .setHands(true)
        .setHandModel("lite")
        .setHandRules("tasks")
        .setMaxHands(4)
        .setMinHandDetectionConfidence(0.625)
        .setMinHandTrackingConfidence(0.375)
        .setHandedness("unmirrored")
        .setSeekHandsEvery(2)
        .setSeekHandsEveryWhileTracking(10)
        .build();
  }

  static CameraConfig emptyCameraConfig() {
    return CameraConfig.newBuilder().setCameraId("*").build();
  }

  /** As large as a face is in earnest, with every output that can be asked for. */
  static Face realFace() {
    return Face.newBuilder(fullFace())
        .setLandmarks(FloatList.view(ramp(1404)))
        .setPoseMatrix(FloatList.view(ramp(16)))
        .setBlendshapes(FloatList.view(ramp(52)))
        .setIrises(FloatList.view(ramp(30)))
        .setMetricMesh(FloatList.view(ramp(1404)))
        .setRegionPoses(FloatList.view(ramp(64)))
        .setContours(FloatList.view(ramp(399)))
        .build();
  }

  private static Face fullFace() {
    return Face.newBuilder()
        .setTrackId(42)
        .setPresence(0.99f)
        .setRegion(new Region(0.5f, 0.25f, 0.375f, 0.5f, -0.125f))
        .setLandmarks(FloatList.view(ramp(6)))
        .setDetection(
            new FaceDetection(0.875f, 0.25f, -0.125f, 0.5f, 0.25f, FloatList.view(ramp(12))))
        .setPoseMatrix(FloatList.view(ramp(16)))
        .setBlendshapes(FloatList.view(ramp(3)))
        .setIrises(FloatList.view(ramp(3)))
        .setHeadPose(new HeadPose(30f, -15f, 7.5f, 1.5f, -2.25f, -48f))
        .setMetricMesh(FloatList.view(ramp(6)))
        .setRegionPoses(FloatList.view(ramp(16)))
        .setContours(FloatList.view(ramp(6)))
        .setSignals(
            new FaceSignals(
                0.25f, 0.3125f, 0.125f, 0.875f, 240.5f, 0.5f, 512.25f, GazeZone.DOWN_LEFT))
        .build();
  }

  private static Face plainFace() {
    return Face.newBuilder()
        .setTrackId(43)
        .setPresence(0.5f)
        .setRegion(new Region(1.5f, 0.25f, 0.375f, 0.5f, 0f))
        .setLandmarks(List.of(0.5f, -1f, Float.MIN_VALUE))
        .build();
  }

  private static Hand fullHand() {
    return Hand.newBuilder()
        .setTrackId(42)
        .setPresence(0.9375f)
        .setHandedness(Handedness.LEFT)
        .setHandednessScore(0.96875f)
        .setRegion(new Region(0.25f, 0.75f, 0.625f, 0.375f, 3f))
        .setLandmarks(FloatList.view(ramp(63)))
        .setWorldLandmarks(FloatList.view(ramp(63)))
        .setDetection(
            new PalmDetection(0.625f, -0.25f, 0.5f, 0.25f, 0.125f, FloatList.view(ramp(14))))
        .build();
  }

  private static Hand plainHand() {
    return Hand.newBuilder()
        .setTrackId(43)
        .setPresence(0.5625f)
        .setHandedness(Handedness.RIGHT)
        .setHandednessScore(0.5f)
        .setRegion(new Region(-0.25f, 0.25f, 0.375f, 0.5f, 0f))
        .setLandmarks(List.of())
        .setWorldLandmarks(List.of())
        .build();
  }

  private static float[] ramp(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i / 1024f;
    }
    return values;
  }
}

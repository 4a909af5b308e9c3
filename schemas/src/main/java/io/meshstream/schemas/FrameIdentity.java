package io.meshstream.schemas;

import java.util.Objects;

/**
 * What makes a frame, and the one {@link FrameLandmarks} record written for it, the same after a
 * restart or a replay: use it as the key when repeated records are to be dropped.
 *
 * @param cameraId identifier of the camera
 * @param epoch any number that grows whenever the camera's gateway starts or has lost the camera,
 *     at least 0; below 0 for a frame that does not say which one it is
 * @param sequence number of the frame within its epoch, at least 0
 */
public record FrameIdentity(String cameraId, long epoch, long sequence) {

  /** Checks only that a camera is named: numbers are taken as the topic has them. */
  public FrameIdentity {
    Objects.requireNonNull(cameraId, "cameraId");
  }

  /** Returns the identity of a frame. */
  public static FrameIdentity of(EncodedFrame frame) {
    return new FrameIdentity(frame.getCameraId(), frame.getEpoch(), frame.getSequence());
  }

  /** Returns the identity of the frame that the landmarks were found in. */
  public static FrameIdentity of(FrameLandmarks landmarks) {
    return new FrameIdentity(
        landmarks.getCameraId(), landmarks.getEpoch(), landmarks.getSequence());
  }
}

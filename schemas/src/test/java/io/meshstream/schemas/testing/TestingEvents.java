package io.meshstream.schemas.testing;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.SingleObjectCodec;

/** Makes events as the job does: the frame with a sequence lies at partition 0, offset n. */
public final class TestingEvents {

  private static final SingleObjectCodec<CameraEvent> CODEC = SingleObjectCodec.ofCameraEvents();

  private TestingEvents() {}

  /** Begins an event that happened with a frame of epoch 3. */
  public static CameraEvent.Builder event(String camera, EventKind kind, long sequence) {
    return CameraEvent.newBuilder()
        .setCameraId(camera)
        .setKind(kind)
        .setEpoch(3)
        .setSequence(sequence)
        .setCapturedAtMicros(1_767_225_600_123_456L)
        .setPartition(0)
        .setOffset(sequence);
  }

  /** Makes the message that lies on the topic. */
  public static byte[] message(CameraEvent.Builder event) {
    return CODEC.encode(event.build());
  }
}

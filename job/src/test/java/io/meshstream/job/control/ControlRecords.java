package io.meshstream.job.control;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.SingleObjectCodec;

/** Makes records of the control topic the way an operator's tool would, in partition 0. */
public final class ControlRecords {

  private static final SingleObjectCodec<CameraConfig> CODEC = SingleObjectCodec.ofCameraConfigs();

  private ControlRecords() {}

  /** Settings to start from, which say nothing. */
  public static CameraConfig.Builder config(String key) {
    return CameraConfig.newBuilder().setCameraId(key);
  }

  /** A record that sets something. */
  public static ControlRecord change(long offset, CameraConfig.Builder config) {
    CameraConfig built = config.build();
    return record(built.getCameraId(), offset, CODEC.encode(built));
  }

  /** A record that holds any bytes. */
  public static ControlRecord record(String key, long offset, byte[] value) {
    return new ControlRecord(key, 0, offset, /* isTombstone= */ false, value);
  }

  /** A record that takes everything back. */
  public static ControlRecord reset(String key, long offset) {
    return new ControlRecord(key, 0, offset, /* isTombstone= */ true, new byte[0]);
  }
}

package io.meshstream.job.tracking;

/**
 * Why a frame was not processed although nothing is wrong with it: the word with which the reason
 * of its record begins. Names are part of the output contract and never change.
 */
enum ShedReason {
  /** Its epoch and sequence number are those of the camera's newest frame: it was sent twice. */
  REPEATED,
  /** Its sequence number is below that of the camera's newest frame, in the same epoch. */
  LATE,
  /** Its epoch is below the camera's: it was sent before the gateway restarted. */
  STALE_EPOCH,
  /** It was captured longer ago than {@code freshness.max-age} when its turn came. */
  TOO_OLD,
  /** As many newer frames of its camera as {@code freshness.max-queue} waited behind it. */
  QUEUE_FULL,
  /** Its camera has sent more frames, by their capture times, than {@code limits.camera-rate}. */
  RATE_LIMIT,
  /**
   * Its camera is not known yet, and the subtask knows as many as {@code limits.cameras}; depends
   * on the order in which the frames of different cameras arrive.
   */
  CAMERA_LIMIT,
  /** The control topic says that frames of its camera are not to be analysed. */
  DISABLED
}

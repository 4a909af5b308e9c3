package io.meshstream.bench;

import io.meshstream.schemas.FrameLandmarks;

/**
 * The first record of a frame.
 *
 * @param dueMicros when the frame was to be sent, microseconds since 1970
 * @param arrivedMicros when its record was read
 * @param outcome its status, and the word for its reason if it has one
 * @param modelId the models that it is by
 */
record Answer(
    String camera,
    long sequence,
    long dueMicros,
    long arrivedMicros,
    String outcome,
    String modelId) {

  static Answer of(FrameLandmarks record, long arrivedMicros) {
    String reason = record.getReason();
    return new Answer(
        record.getCameraId(),
        record.getSequence(),
        record.getCapturedAtMicros(),
        arrivedMicros,
        reason == null
            ? record.getStatus().name()
            : record.getStatus() + " " + reason.split(":", 2)[0],
        record.getModelId());
  }

  long latencyMicros() {
    return Math.max(0, arrivedMicros - dueMicros);
  }
}

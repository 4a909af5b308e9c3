package io.meshstream.schemas.frames;

/** What the values on the frames topic are. */
public enum FrameFormat {
  /** {@code EncodedFrame} records in Avro single-object encoding. */
  AVRO,
  /**
   * Bare JPEG or PNG files, for gateways too simple for Avro. The camera is the key, the capture
   * time the record's timestamp, the epoch 0 and the sequence number the offset, so all frames of a
   * camera must be in one partition, and neither the number of partitions nor the topic itself may
   * be replaced while the job remembers the camera.
   */
  RAW
}

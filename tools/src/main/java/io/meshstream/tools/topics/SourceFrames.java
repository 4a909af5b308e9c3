package io.meshstream.tools.topics;

import io.meshstream.job.frames.SourceFrame;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records off the frames topic as the job does. */
public final class SourceFrames {

  private static final byte[] NO_VALUE = {};

  private SourceFrames() {}

  /** Returns what the job makes of a record; its value is not copied. */
  public static SourceFrame of(ConsumerRecord<String, byte[]> record) {
    return new SourceFrame(
        CameraName.of(record.key()),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.value() == null ? NO_VALUE : record.value());
  }
}

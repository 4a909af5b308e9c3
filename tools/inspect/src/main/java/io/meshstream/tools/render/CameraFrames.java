package io.meshstream.tools.render;

import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.tools.reading.CamerasSeen;
import io.meshstream.tools.reading.TopicReading;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the frames of one camera that were taken within a stretch of time, as the job does.
 *
 * <p>Not thread-safe.
 */
final class CameraFrames {

  private final TopicReading topic;
  private final FrameParser parser;
  private final String camera;
  private final TimeRange range;
  private final SinglePartition partition;
  private final BooleanSupplier stopped;
  private final CamerasSeen others = new CamerasSeen();

  private long ofCamera;

  /**
   * @param partition sees to the order of the frames
   * @param stopped whether to read no further
   */
  CameraFrames(
      TopicReading topic,
      FrameParser parser,
      String camera,
      TimeRange range,
      SinglePartition partition,
      BooleanSupplier stopped) {
    this.topic = topic;
    this.parser = parser;
    this.camera = camera;
    this.range = range;
    this.partition = partition;
    this.stopped = stopped;
  }

  /** Returns the next frame; empty after the last, or when told to stop. */
  Optional<ParsedFrame> next() {
    while (!stopped.getAsBoolean()) {
      Optional<ConsumerRecord<String, byte[]>> record = topic.next();
      if (record.isEmpty()) {
        return Optional.empty();
      }
      if (!isOfCamera(record.get())) {
        continue;
      }
      ParsedFrame frame = parser.parse(SourceFrame.of(camera, record.get()));
      if (range.contains(frame.header().capturedAtMicros())) {
        partition.require(record.get().partition());
        return Optional.of(frame);
      }
    }
    return Optional.empty();
  }

  private boolean isOfCamera(ConsumerRecord<String, byte[]> record) {
    if (camera.equals(record.key())) {
      ofCamera++;
      return true;
    }
    if (record.key() != null) {
      others.add(record.key());
    }
    return false;
  }

  /** Returns how many frames the camera has sent, within the time or not, as far as was read. */
  long ofCamera() {
    return ofCamera;
  }

  /** Returns the other cameras, as far as was read. */
  CamerasSeen otherCameras() {
    return others;
  }
}

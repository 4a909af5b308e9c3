package io.meshstream.tools.render;

import io.meshstream.job.frames.FrameReader;
import io.meshstream.job.frames.Reading;
import io.meshstream.tools.topics.SourceFrames;
import io.meshstream.tools.topics.TopicReading;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the frames of one camera that were taken within a stretch of time, as the job does.
 *
 * <p>Not thread-safe.
 */
final class CameraFrames {

  /** So many cameras are named to a user who has asked for another one. */
  private static final int CAMERAS_NAMED = 100;

  private final TopicReading topic;
  private final FrameReader reader;
  private final String camera;
  private final TimeRange range;
  private final Set<String> cameras = new TreeSet<>();

  private long ofCamera;

  CameraFrames(TopicReading topic, FrameReader reader, String camera, TimeRange range) {
    this.topic = topic;
    this.reader = reader;
    this.camera = camera;
    this.range = range;
  }

  /** Returns the next frame; empty after the last. */
  Optional<Reading> next() {
    while (true) {
      Optional<ConsumerRecord<String, byte[]>> record = topic.next();
      if (record.isEmpty()) {
        return Optional.empty();
      }
      if (!isOfCamera(record.get())) {
        continue;
      }
      Reading reading = reader.read(SourceFrames.of(record.get()));
      if (range.contains(reading.header().capturedAtMicros())) {
        return Optional.of(reading);
      }
    }
  }

  private boolean isOfCamera(ConsumerRecord<String, byte[]> record) {
    if (camera.equals(record.key())) {
      ofCamera++;
      return true;
    }
    if (record.key() != null && cameras.size() < CAMERAS_NAMED) {
      cameras.add(record.key());
    }
    return false;
  }

  /** How many frames the camera has sent, within the time or not, as far as was read. */
  long ofCamera() {
    return ofCamera;
  }

  /** The other cameras, as far as was read. */
  Set<String> otherCameras() {
    return cameras;
  }
}

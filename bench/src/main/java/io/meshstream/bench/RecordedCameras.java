package io.meshstream.bench;

import io.meshstream.job.records.FaceForm;
import io.meshstream.job.records.FrameRecords;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksSerializer;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipPicture;
import io.meshstream.vision.TaskResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the same clip for several cameras, each frame with the record that was made of it
 * beforehand, until it is closed. Thread-safe.
 */
final class RecordedCameras implements AutoCloseable {

  private final Clip clip;
  private final List<TaskResult> results;
  private final int cameras;
  private final KafkaProducer<String, EncodedFrame> frames;
  private final KafkaProducer<String, FrameLandmarks> records;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong sent = new AtomicLong();
  private long number;

  @SuppressWarnings("FutureReturnValueIgnored") // What is not sent is not counted.
  RecordedCameras(
      Map<String, Object> clients,
      Clip clip,
      List<TaskResult> results,
      int cameras,
      int framesPerSecond) {
    this.clip = clip;
    this.results = results;
    this.cameras = cameras;
    this.frames =
        new KafkaProducer<>(clients, new StringSerializer(), new EncodedFrameSerializer());
    this.records =
        new KafkaProducer<>(clients, new StringSerializer(), new FrameLandmarksSerializer());
    long period = TimeUnit.SECONDS.toNanos(1) / framesPerSecond / cameras;
    clock.scheduleAtFixedRate(this::send, 0, period, TimeUnit.NANOSECONDS);
  }

  /** Returns how many frames the broker has. */
  long sent() {
    return sent.get();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What is not sent is not counted.
  private void send() {
    String camera = "cam-%02d".formatted(number % cameras + 1);
    long sequence = number / cameras;
    number++;
    ClipPicture picture = clip.at(sequence);
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    EncodedFrame frame =
        EncodedFrame.newBuilder()
            .setCameraId(camera)
            .setEpoch(1)
            .setSequence(sequence)
            .setCapturedAtMicros(now)
            .setEncoding(picture.encoding())
            .setData(picture.data())
            .build();
    frames.send(
        new ProducerRecord<>("frames", camera, frame),
        (place, failure) -> {
          if (failure == null) {
            sent.incrementAndGet();
            records.send(new ProducerRecord<>("landmarks", camera, record(frame, picture, place)));
          }
        });
  }

  private FrameLandmarks record(EncodedFrame frame, ClipPicture picture, RecordMetadata place) {
    String camera = frame.getCameraId();
    return FrameRecords.analysed(
        new SourceFrame(camera, place.partition(), place.offset(), place.timestamp(), new byte[0]),
        new FrameHeader(camera, frame.getEpoch(), frame.getSequence(), frame.getCapturedAtMicros()),
        /* modelId= */ "",
        picture.width(),
        picture.height(),
        results.get((int) (frame.getSequence() % results.size())),
        new FaceForm(/* mesh= */ true, /* detections= */ false, /* contours= */ false));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    frames.close();
    records.close();
  }
}

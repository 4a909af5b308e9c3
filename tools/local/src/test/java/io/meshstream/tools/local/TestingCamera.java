package io.meshstream.tools.local;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.simulation.Clip;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** One camera that a test starts and stops. */
final class TestingCamera implements AutoCloseable {

  private static final int FRAMES_PER_SECOND = 5;

  private final String name;
  private final Clip clip;
  private final int rotation;
  private final UnaryOperator<ByteBuffer> mounting;
  private final KafkaProducer<String, EncodedFrame> producer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private long sequence;

  /**
   * Starts a camera.
   *
   * @param rotation what its frames say they must be turned by
   * @param mounting turns its pictures the other way
   */
  @SuppressWarnings("FutureReturnValueIgnored") // What does not arrive is not seen, and so noticed.
  TestingCamera(
      String servers, String name, Clip clip, int rotation, UnaryOperator<ByteBuffer> mounting) {
    this.name = name;
    this.clip = clip;
    this.rotation = rotation;
    this.mounting = mounting;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new EncodedFrameSerializer());
    clock.scheduleAtFixedRate(
        this::send, 0, TimeUnit.SECONDS.toMillis(1) / FRAMES_PER_SECOND, TimeUnit.MILLISECONDS);
  }

  TestingCamera(String servers, String name, Clip clip) {
    this(servers, name, clip, 0, UnaryOperator.identity());
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void send() {
    EncodedFrame frame =
        EncodedFrame.newBuilder()
            .setCameraId(name)
            .setEpoch(1)
            .setSequence(sequence)
            .setCapturedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))
            .setEncoding(PictureEncoding.JPEG)
            .setRotation(rotation)
            .setData(mounting.apply(clip.at(sequence).data()))
            .build();
    sequence++;
    producer.send(new ProducerRecord<>("frames", name, frame));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }
}

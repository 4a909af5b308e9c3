package io.meshstream.bench;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipPicture;
import io.meshstream.tools.simulation.ClipStudio;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the frames of cameras that come and go for ever, each with an id that none had before, of
 * several sizes, with restarts and pictures that are damaged; as many at a time as there are
 * places. Thread-safe.
 */
final class ChangingCameras implements AutoCloseable {

  private static final List<PictureSize> SIZES =
      List.of(new PictureSize(320, 180), new PictureSize(640, 360), new PictureSize(480, 270));
  private static final int CLIP_PICTURES = 30;
  private static final int SHORTEST = 20;
  private static final int LONGEST = 60;

  /** Of how many frames one is damaged, and one is the first after a restart. */
  private static final int RARELY = 50;

  private final String topic;
  private final Random random;
  private final KafkaProducer<String, EncodedFrame> producer;
  private final List<Clip> clips = new ArrayList<>();
  private final Camera[] places;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicLong cameras = new AtomicLong();

  /** What one of them is at. */
  private static final class Camera {
    private final String id;
    private Clip clip;
    private long left;
    private long epoch = 1;
    private long sequence;

    private Camera(String id, Clip clip, long left) {
      this.id = id;
      this.clip = clip;
      this.left = left;
    }
  }

  /**
   * Begins to send.
   *
   * @param places how many cameras there are at a time
   * @param seed decides which come, and for how long
   */
  @SuppressWarnings("FutureReturnValueIgnored") // A failure is kept.
  ChangingCameras(
      String bootstrapServers, String topic, int places, int framesPerSecond, long seed) {
    this.topic = topic;
    this.places = new Camera[places];
    this.random = new Random(seed);
    ClipStudio studio = new ClipStudio();
    for (PictureSize size : SIZES) {
      clips.add(studio.clip(clips.size(), size, CLIP_PICTURES));
    }
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new EncodedFrameSerializer());
    long period = TimeUnit.SECONDS.toNanos(1) / framesPerSecond / places;
    clock.scheduleAtFixedRate(this::send, 0, period, TimeUnit.NANOSECONDS);
  }

  private void send() {
    try {
      int place = (int) (sent.get() % places.length);
      if (places[place] == null || places[place].left == 0) {
        places[place] =
            new Camera(
                "soak-" + cameras.incrementAndGet(),
                clip(),
                SHORTEST + random.nextInt(LONGEST - SHORTEST));
      }
      send(places[place]);
      sent.incrementAndGet();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  private Clip clip() {
    return clips.get(random.nextInt(clips.size()));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback has the failure.
  private void send(Camera camera) {
    camera.left--;
    if (random.nextInt(RARELY) == 0) {
      camera.epoch++;
      camera.sequence = 0;
      camera.clip = clip();
    }
    ClipPicture picture = camera.clip.at(camera.sequence);
    var data = picture.data();
    if (random.nextInt(RARELY) == 0) {
      data.limit(data.limit() / 2);
    }
    EncodedFrame frame =
        EncodedFrame.newBuilder()
            .setCameraId(camera.id)
            .setEpoch(camera.epoch)
            .setSequence(camera.sequence++)
            .setCapturedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))
            .setEncoding(picture.encoding())
            .setData(data)
            .build();
    producer.send(
        new ProducerRecord<>(topic, camera.id, frame),
        (place, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }

  /** Returns how many frames have been sent. */
  long sent() {
    return sent.get();
  }

  /** Returns how many cameras there have been. */
  long cameras() {
    return cameras.get();
  }

  /**
   * Says whether all could be sent.
   *
   * @throws IllegalStateException if one could not
   */
  void check() {
    if (failure.get() != null) {
      throw new IllegalStateException("a frame was not sent", failure.get());
    }
  }

  /** Sends nothing more, and waits until the broker has all that was sent. */
  void stop() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("cameras: still sending (expected: over within 10 s)");
    }
    producer.flush();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(Duration.ofSeconds(10));
  }
}

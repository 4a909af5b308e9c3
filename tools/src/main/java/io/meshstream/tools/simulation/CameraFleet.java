package io.meshstream.tools.simulation;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.tools.console.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the films of several cameras to a frames topic, each at the same steady pace and a little
 * after the one before it.
 *
 * <p>No frame is ever left out: a fleet that cannot keep its pace sends late and says by how much.
 * Each start of a fleet is a new epoch, the time of day in seconds. Thread-safe.
 */
public final class CameraFleet implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;
  private static final Duration FLUSH_TIME = Duration.ofSeconds(20);

  private final KafkaProducer<String, EncodedFrame> producer;
  private final String topic;
  private final double framesPerSecond;
  private final long frameLimit;
  private final List<Film> films;
  private final List<CameraMeter> meters = new ArrayList<>();
  private final long epoch = Instant.now().getEpochSecond();

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cameras"));
  private final CountDownLatch running;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile Duration delay = Duration.ZERO;

  /**
   * Prepares one camera per film, named cam-01, cam-02 and so on.
   *
   * @param bootstrapServers Kafka brokers
   * @param topic the frames topic
   * @param films what the cameras show
   * @param framesPerSecond the pace of each camera
   * @param frameLimit the number of frames after which a camera stops by itself
   */
  public CameraFleet(
      String bootstrapServers,
      String topic,
      List<Film> films,
      double framesPerSecond,
      long frameLimit) {
    this.producer = new KafkaProducer<>(config(bootstrapServers));
    this.topic = topic;
    this.films = List.copyOf(films);
    this.framesPerSecond = framesPerSecond;
    this.frameLimit = frameLimit;
    this.running = new CountDownLatch(films.size());
    for (int camera = 1; camera <= films.size(); camera++) {
      meters.add(new CameraMeter("cam-%02d".formatted(camera)));
    }
  }

  private static Map<String, Object> config(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, EncodedFrameSerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // JPEG does not shrink any further.
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
    return config;
  }

  /** Starts all cameras. */
  @SuppressWarnings("FutureReturnValueIgnored") // A camera keeps its own failure.
  public void start() {
    long period = Math.round(TimeUnit.SECONDS.toNanos(1) / framesPerSecond);
    long begin = System.nanoTime();
    for (int i = 0; i < films.size(); i++) {
      long shift = period * i / films.size();
      Camera camera = new Camera(films.get(i), meters.get(i), begin + shift, period);
      clock.scheduleAtFixedRate(camera, shift, period, TimeUnit.NANOSECONDS);
    }
  }

  /** Whether every camera has sent as many frames as it may. */
  public boolean isFinished() {
    return running.getCount() == 0;
  }

  /** What the cameras have sent, in the order of their names. */
  public List<CameraMeter> meters() {
    return List.copyOf(meters);
  }

  /** How late the frame sent last was. */
  public Duration delay() {
    return delay;
  }

  /** Why frames could not be sent; empty as long as all could. */
  public Optional<Exception> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Stops the cameras and waits until the broker has all they have sent. */
  public void stop() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(FLUSH_TIME.toSeconds(), TimeUnit.SECONDS)) {
        throw new CommandFailure(
            "cameras: still sending after %d s (expected: the broker takes their frames); see the log file"
                .formatted(FLUSH_TIME.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.flush();
  }

  /** Stops the cameras at once; what the broker has not taken by then is lost. */
  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(Duration.ofSeconds(2));
  }

  /** One camera, called by the clock once for every frame. */
  private final class Camera implements Runnable {

    private final Film film;
    private final CameraMeter meter;
    private final long begin;
    private final long period;

    private long sequence;

    Camera(Film film, CameraMeter meter, long begin, long period) {
      this.film = film;
      this.meter = meter;
      this.begin = begin;
      this.period = period;
    }

    @Override
    public void run() {
      if (sequence == frameLimit) {
        return;
      }
      try {
        send();
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
        // Ends the schedule of this camera: a later frame must not follow one that was lost.
        throw e;
      }
      delay = Duration.ofNanos(Math.max(0, System.nanoTime() - begin - sequence * period));
      sequence++;
      if (sequence == frameLimit) {
        running.countDown();
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    private void send() {
      EncodedPicture picture = film.at(sequence);
      EncodedFrame frame =
          EncodedFrame.newBuilder()
              .setCameraId(meter.camera())
              .setEpoch(epoch)
              .setSequence(sequence)
              .setCapturedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))
              .setEncoding(picture.encoding())
              .setWidth(picture.width())
              .setHeight(picture.height())
              .setRotation(0)
              .setData(picture.data())
              .build();
      producer.send(
          new ProducerRecord<>(topic, meter.camera(), frame),
          (metadata, problem) -> {
            if (problem == null) {
              meter.sent();
            } else {
              failure.compareAndSet(null, problem);
            }
          });
    }
  }
}

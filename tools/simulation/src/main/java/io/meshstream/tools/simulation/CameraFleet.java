package io.meshstream.tools.simulation;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.schemas.producer.FrameProducer;
import io.meshstream.schemas.producer.SendLimits;
import io.meshstream.schemas.producer.WhenFull;
import io.meshstream.tools.console.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Sends the clips of several cameras to a frames topic, each at the same steady pace and a little
 * after the one before it.
 *
 * <p>No frame is ever left out: a fleet that cannot keep its pace sends late and says by how much.
 * Each start of a fleet is a new epoch. Thread-safe.
 */
public final class CameraFleet implements AutoCloseable {

  /** No camera waits for less than what Kafka's client can hold. */
  private static final SendLimits LIMITS =
      new SendLimits(10_000, 2L * ContractLimits.FRAME_BYTES, WhenFull.WAIT);

  private static final Duration FLUSH_TIME = Duration.ofSeconds(20);

  private final FrameProducer producer;
  private final double framesPerSecond;
  private final long frameLimit;
  private final List<Clip> clips;
  private final List<CameraMeter> meters = new ArrayList<>();
  private final PicturesAhead ahead;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cameras"));
  private final CountDownLatch running;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile Duration delay = Duration.ZERO;

  /**
   * Prepares one camera per clip, named cam-01, cam-02 and so on.
   *
   * @param bootstrapServers Kafka brokers
   * @param topic the frames topic
   * @param clips what the cameras show
   * @param framesPerSecond the pace of each camera
   * @param frameLimit the number of frames after which a camera stops by itself
   */
  public CameraFleet(
      String bootstrapServers,
      String topic,
      List<Clip> clips,
      double framesPerSecond,
      long frameLimit) {
    this.producer =
        FrameProducer.connect(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), topic, LIMITS);
    this.clips = List.copyOf(clips);
    this.ahead = new PicturesAhead(clips, framesPerSecond);
    this.framesPerSecond = framesPerSecond;
    this.frameLimit = frameLimit;
    this.running = new CountDownLatch(clips.size());
    for (int camera = 1; camera <= clips.size(); camera++) {
      meters.add(new CameraMeter(producer.camera("cam-%02d".formatted(camera))));
    }
  }

  /** Starts all cameras. */
  @SuppressWarnings("FutureReturnValueIgnored") // A camera keeps its own failure.
  public void start() {
    long period = Math.round(TimeUnit.SECONDS.toNanos(1) / framesPerSecond);
    long begin = System.nanoTime();
    for (int i = 0; i < clips.size(); i++) {
      long shift = period * i / clips.size();
      Camera camera = new Camera(clips.get(i), meters.get(i), begin + shift, period);
      clock.scheduleAtFixedRate(camera, shift, period, TimeUnit.NANOSECONDS);
    }
    ahead.start();
  }

  /** Returns whether every camera has sent as many frames as it may. */
  public boolean isFinished() {
    return running.getCount() == 0;
  }

  /** Returns what the cameras have sent, in the order of their names. */
  public List<CameraMeter> meters() {
    return List.copyOf(meters);
  }

  /** Returns how late the frame sent last was. */
  public Duration delay() {
    return delay;
  }

  /** Returns why frames could not be sent; empty as long as all could. */
  public Optional<Exception> failure() {
    return Optional.ofNullable(failure.get())
        .or(() -> meters.stream().flatMap(meter -> meter.feed().lastFailure().stream()).findAny());
  }

  /** Stops the cameras and waits until the broker has all they have sent. */
  public void stop() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(FLUSH_TIME.toSeconds(), TimeUnit.SECONDS)) {
        throw stillSending();
      }
      if (!producer.flush(FLUSH_TIME)) {
        throw stillSending();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CommandFailure stillSending() {
    return new CommandFailure(
        "cameras: still sending after %d s (expected: the broker takes their frames); see the log file"
            .formatted(FLUSH_TIME.toSeconds()));
  }

  /** Stops the cameras at once; what the broker has not taken by then is lost. */
  @Override
  public void close() {
    clock.shutdownNow();
    ahead.close();
    producer.close(Duration.ofSeconds(2));
  }

  /** One camera, called by the clock once for every frame. */
  private final class Camera implements Runnable {

    private final Clip clip;
    private final CameraMeter meter;
    private final long begin;
    private final long period;

    private long sequence;

    Camera(Clip clip, CameraMeter meter, long begin, long period) {
      this.clip = clip;
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
        meter.feed().send(captured(clip.at(sequence)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
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

    private static CapturedPicture captured(ClipPicture picture) {
      return new CapturedPicture(
          Instant.now(),
          picture.encoding(),
          picture.width(),
          picture.height(),
          /* rotation= */ 0,
          picture.data());
    }
  }
}

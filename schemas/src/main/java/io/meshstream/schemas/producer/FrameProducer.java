package io.meshstream.schemas.producer;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.ContractLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the frames of any number of cameras to a frames topic, in bounded memory: what gateways are
 * written with.
 *
 * <pre>{@code
 * try (FrameProducer frames = FrameProducer.connect("broker:9092", "frames")) {
 *   CameraFeed camera = frames.camera("front-door");
 *   while (running) {
 *     camera.send(CapturedPicture.jpeg(grab()));
 *   }
 * }
 * }</pre>
 *
 * <p>Frames of a camera arrive in the order they were sent, each once. When Kafka is slower than
 * the cameras, {@link SendLimits} decide. A frame that Kafka has not acknowledged within 30 s has
 * failed, and is forgotten; so has one that Kafka refuses, for its size say, or for which there is
 * no topic any more. What became of the frames stands in {@link CameraFeed#counts}.
 *
 * <p>Thread-safe.
 */
public final class FrameProducer implements AutoCloseable {

  private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

  /** How long a frame that may be dropped waits for a topic that Kafka no longer knows. */
  private static final Duration TOPIC_TIME = Duration.ofMillis(100);

  private static final Duration DELIVERY_TIME = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

  /** What a client that has given up gets to tell the broker. */
  private static final Duration ABORT_TIME = Duration.ofSeconds(1);

  private final Producer<String, EncodedFrame> producer;
  private final Consumer<Duration> closer;
  private final String topic;
  private final InFlight inFlight;
  private final WhenFull whenFull;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<String, CameraFeed> feeds = new ConcurrentHashMap<>();

  /**
   * Sends with a Kafka client that is there already.
   *
   * @param producer stays the caller's to close, after this; should be idempotent, or a camera's
   *     frames may change their order, its {@code buffer.memory} larger than what may be in flight,
   *     and its {@code max.block.ms} short, or it may wait where frames should be dropped
   * @param topic the frames topic
   * @param limits what may be in flight
   */
  public FrameProducer(Producer<String, EncodedFrame> producer, String topic, SendLimits limits) {
    this(producer, time -> {}, topic, limits, Clock.systemUTC(), System::nanoTime);
  }

  FrameProducer(
      Producer<String, EncodedFrame> producer,
      Consumer<Duration> closer,
      String topic,
      SendLimits limits,
      Clock clock,
      LongSupplier nanoTime) {
    this.producer = Objects.requireNonNull(producer, "producer");
    this.topic = Objects.requireNonNull(topic, "topic");
    this.inFlight = new InFlight(limits);
    this.whenFull = limits.whenFull();
    this.closer = closer;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Connects to Kafka, for live cameras: frames that do not fit are dropped.
   *
   * @param bootstrapServers brokers, as host:port, separated by commas
   * @param topic the frames topic
   * @throws KafkaException as the other method of this name
   */
  public static FrameProducer connect(String bootstrapServers, String topic) {
    return connect(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
        topic,
        SendLimits.of(WhenFull.DROP));
  }

  /**
   * Connects to Kafka.
   *
   * @param clientConfig Kafka client settings, {@code bootstrap.servers} at least; they come before
   *     the ones chosen here. With {@code schema.registry.url}, frames are written in Confluent's
   *     wire format, see {@link io.meshstream.schemas.registry.RegistryConfig}
   * @param topic the frames topic
   * @param limits what may be in flight
   * @throws TimeoutException if within 10 s no broker answers that has the topic
   * @throws KafkaException if the settings are wrong or the broker does not let the client in
   * @throws io.meshstream.schemas.registry.RegistryException if there is to be a schema registry,
   *     and it gives no id for the schema of frames
   */
  public static FrameProducer connect(
      Map<String, ?> clientConfig, String topic, SendLimits limits) {
    return connect(clientConfig, topic, limits, ANSWER_TIME);
  }

  static FrameProducer connect(
      Map<String, ?> clientConfig, String topic, SendLimits limits, Duration answerTime) {
    RecordCodecs codecs = RecordCodecs.of(clientConfig);
    KafkaProducer<String, EncodedFrame> producer =
        new KafkaProducer<>(
            config(clientConfig, limits),
            new StringSerializer(),
            new EncodedFrameSerializer(codecs));
    try {
      awaitTopic(producer, topic, answerTime);
      // So that a registry that is not there is an error now, and not that of the first frame.
      codecs.writing(SingleObjectCodec.ofEncodedFrames(), topic);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
    return new FrameProducer(
        producer, producer::close, topic, limits, Clock.systemUTC(), System::nanoTime);
  }

  /** Asks again and again, because the client waits no longer than for a frame. */
  private static void awaitTopic(Producer<?, ?> producer, String topic, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      try {
        producer.partitionsFor(topic);
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
      }
    }
  }

  private static Map<String, Object> config(Map<String, ?> given, SendLimits limits) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // JPEG does not shrink any further.
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ContractLimits.FRAME_BYTES);
    // Never the limit: that is for the frames in flight to keep.
    config.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, limits.bytes() + 2L * ContractLimits.FRAME_BYTES);
    Duration longest = limits.whenFull() == WhenFull.DROP ? TOPIC_TIME : ANSWER_TIME;
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, longest.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_TIME.toMillis()));
    config.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY_TIME.toMillis()));
    config.putAll(given);
    return config;
  }

  /**
   * Returns the feed of a camera: a new one the first time, later the same.
   *
   * @param id identifier of the camera, 1 to 255 characters
   */
  public CameraFeed camera(String id) {
    return camera(id, whenFull);
  }

  /**
   * Returns the feed of a camera: a new one the first time, later the same.
   *
   * @param id identifier of the camera, 1 to 255 characters
   * @param whenFull what becomes of its frames that do not fit, whatever the limits say; counts the
   *     first time
   */
  public CameraFeed camera(String id, WhenFull whenFull) {
    return feeds.computeIfAbsent(
        requireId(id), camera -> new CameraFeed(camera, this, whenFull, clock, nanoTime));
  }

  private static String requireId(String id) {
    if (!CameraId.isValid(id)) {
      throw new IllegalArgumentException(
          "camera id: %s (expected: 1 to %d characters)".formatted(id, CameraId.MAX_LENGTH));
    }
    return id;
  }

  /** Sends a frame if there is room for it, and tells the tally what becomes of it. */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
  boolean send(EncodedFrame frame, FrameTally tally, WhenFull whenFull)
      throws InterruptedException {
    int size = frame.getData().remaining();
    boolean entered = false;
    try {
      entered = inFlight.enter(tally, size, whenFull);
    } finally {
      if (!entered) {
        tally.dropped();
      }
    }
    if (!entered) {
      return false;
    }
    try {
      producer.send(
          new ProducerRecord<>(topic, frame.getCameraId(), frame),
          (metadata, problem) -> settle(tally, size, problem));
      return true;
    } catch (KafkaException e) {
      settle(tally, size, e);
      return false;
    } catch (RuntimeException e) {
      // The caller's mistake, such as a client that is closed.
      settle(tally, size, e);
      throw e;
    }
  }

  private void settle(FrameTally tally, int size, Exception problem) {
    if (problem == null) {
      tally.sent();
    } else {
      tally.failed(problem);
    }
    inFlight.leave(size);
  }

  /**
   * Waits until Kafka has answered for every frame handed over so far.
   *
   * @return whether it has within the time
   */
  public boolean flush(Duration time) throws InterruptedException {
    return inFlight.awaitNone(time);
  }

  /** As {@link #close(Duration)} with 10 s. */
  @Override
  public void close() {
    close(CLOSE_TIME);
  }

  /**
   * Takes no more frames, waits until Kafka has answered for those handed over, and gives up what
   * is still in flight when the time is over: it has failed then, if the Kafka client was made
   * here. May be called again.
   */
  public void close(Duration time) {
    inFlight.close();
    boolean interrupted = false;
    Duration left = Duration.ZERO;
    try {
      left = flush(time) ? ABORT_TIME : Duration.ZERO;
    } catch (InterruptedException e) {
      interrupted = true;
    }
    closer.accept(left);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

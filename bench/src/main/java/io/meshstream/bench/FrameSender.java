package io.meshstream.bench;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.tools.simulation.ClipPicture;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the frames of cameras, on a thread of its own, by a clock that waits for nobody: frame k of
 * a camera is due k periods after the beginning, and it is captured, says its record, when it is
 * due. What holds the sender up therefore counts as latency. Thread-safe.
 */
final class FrameSender implements AutoCloseable {

  private static final long BUFFER_BYTES = 128L * 1024 * 1024;

  private final Topics topics;
  private final List<SentCamera> cameras;
  private final double periodMicros;
  private final MicroClock clock;
  private final long beginMicros;
  private final KafkaProducer<String, EncodedFrame> producer;
  private final Thread thread;
  private final Histogram takenMicros = new ConcurrentHistogram(3);
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile long frames;
  private volatile long sent;

  /**
   * Begins to send.
   *
   * @param framesPerSecond of each camera
   * @param frames how many of each camera, until {@link #endAfter} says otherwise
   */
  FrameSender(
      Topics topics,
      List<SentCamera> cameras,
      double framesPerSecond,
      long frames,
      MicroClock clock) {
    this.topics = topics;
    this.cameras = List.copyOf(cameras);
    this.periodMicros = TimeUnit.SECONDS.toMicros(1) / framesPerSecond;
    this.frames = frames;
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                topics.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                ContractLimits.FRAME_BYTES),
            new StringSerializer(),
            new EncodedFrameSerializer());
    producer.partitionsFor(topics.frames());
    this.beginMicros = clock.micros();
    this.thread = new Thread(this::run, "sender");
    thread.start();
  }

  private void run() {
    for (long frame = 0; frame < frames && failure.get() == null; frame++) {
      for (int i = 0; i < cameras.size(); i++) {
        long due = dueMicros(frame) + (long) (i * periodMicros / cameras.size());
        for (long now = clock.micros(); now < due; now = clock.micros()) {
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(due - now));
        }
        send(cameras.get(i), frame, due);
      }
      sent = frame + 1;
    }
    producer.flush();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback has the failure.
  private void send(SentCamera camera, long sequence, long due) {
    ClipPicture picture = camera.clip().at(sequence);
    EncodedFrame frame =
        EncodedFrame.newBuilder()
            .setCameraId(camera.name())
            .setEpoch(1)
            .setSequence(sequence)
            .setCapturedAtMicros(due)
            .setEncoding(picture.encoding())
            .setData(picture.data())
            .build();
    try {
      producer.send(
          new ProducerRecord<>(topics.frames(), camera.partition(), camera.name(), frame),
          (place, problem) -> {
            if (problem != null) {
              failure.compareAndSet(null, problem);
            } else {
              takenMicros.recordValue(Math.max(0, clock.micros() - due));
            }
          });
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Waits until it has sent all and the broker has taken it. */
  void awaitEnd() throws InterruptedIOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    check();
  }

  /** Returns when a frame of the first camera is due. */
  long dueMicros(long frame) {
    return beginMicros + (long) (frame * periodMicros);
  }

  /** Returns the first frame that is due after a time. */
  long frameAfter(long micros) {
    return (long) ((micros - beginMicros) / periodMicros) + 1;
  }

  /** Sends no more than so many frames of each camera. */
  void endAfter(long frames) {
    this.frames = frames;
  }

  /** Returns how many frames of each camera have been sent. */
  long sent() {
    return sent;
  }

  /**
   * Says whether all went well.
   *
   * @throws IllegalStateException if the broker did not take a frame
   */
  void check() {
    if (failure.get() != null) {
      throw new IllegalStateException("the broker did not take a frame", failure.get());
    }
  }

  /** Returns from when a frame was due until the broker had it; forgets it. */
  Histogram takeTakenMicros() {
    Histogram copy = takenMicros.copy();
    takenMicros.reset();
    return copy;
  }

  /** Ends it at once; what the broker has not taken by then is lost. */
  @Override
  public void close() {
    frames = 0;
    producer.close(Duration.ofSeconds(5));
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

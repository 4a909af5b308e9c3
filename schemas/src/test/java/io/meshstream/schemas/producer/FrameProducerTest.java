package io.meshstream.schemas.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.testing.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class FrameProducerTest {

  private static final int FRAMES = 2;
  private static final int BYTES = 100_000;

  private final MockProducer<String, EncodedFrame> kafka =
      new MockProducer<>(false, null, new StringSerializer(), new EncodedFrameSerializer());
  private final ManualClock clock = new ManualClock(1000);
  private long nanoTime = Long.MAX_VALUE;
  private final FrameProducer producer = producer(WhenFull.DROP);
  private final CameraFeed camera = producer.camera("cam");

  private FrameProducer producer(WhenFull whenFull) {
    SendLimits limits = new SendLimits(FRAMES, BYTES, whenFull);
    return new FrameProducer(kafka, time -> {}, "frames", limits, clock, () -> nanoTime);
  }

  @Test
  void writesTheCamerasFramesInOrderUnderItsKey() throws Exception {
    Instant time = Instant.parse("2026-01-02T03:04:05.000006Z");
    CapturedPicture picture =
        new CapturedPicture(
            time, PictureEncoding.PNG, 640, 360, 90, ByteBuffer.wrap(new byte[] {1, 2}));

    assertThat(camera.send(picture)).isTrue();
    assertThat(camera.send(picture)).isTrue();

    ProducerRecord<String, EncodedFrame> first = kafka.history().get(0);
    assertThat(first.topic()).isEqualTo("frames");
    assertThat(first.key()).isEqualTo("cam");
    assertThat(first.value())
        .isEqualTo(
            EncodedFrame.newBuilder()
                .setCameraId("cam")
                .setEpoch(1000)
                .setSequence(0)
                .setCapturedAtMicros(time.getEpochSecond() * 1_000_000 + 6)
                .setEncoding(PictureEncoding.PNG)
                .setWidth(640)
                .setHeight(360)
                .setRotation(90)
                .setData(ByteBuffer.wrap(new byte[] {1, 2}))
                .build());
    assertThat(sequences()).containsExactly(0L, 1L);
    assertThat(picture.data().remaining()).isEqualTo(2);
  }

  @Test
  void aDroppedFrameLeavesAGap() throws Exception {
    assertThat(camera.send(picture(10))).isTrue();
    assertThat(camera.send(picture(10))).isTrue();
    assertThat(camera.send(picture(10))).isFalse();
    kafka.completeNext();
    assertThat(camera.send(picture(10))).isTrue();

    assertThat(sequences()).containsExactly(0L, 1L, 3L);
    assertThat(camera.counts()).isEqualTo(new FrameCounts(1, 1, 0, 2));
  }

  @Test
  void oneSlowCameraLeavesTheOthersTheirRoom() throws Exception {
    camera.send(picture(10));
    camera.send(picture(10));
    camera.send(picture(10));

    assertThat(producer.camera("other").send(picture(10))).isTrue();
    assertThat(camera.counts().dropped()).isEqualTo(1);
  }

  @Test
  void theBytesOfAllCamerasAreBounded() throws Exception {
    assertThat(camera.send(picture(BYTES - 20_000))).isTrue();

    assertThat(producer.camera("other").send(picture(30_000))).isFalse();
    assertThat(producer.camera("other").send(picture(20_000))).isTrue();
  }

  @Test
  void aSmallFrameCountsAsTheBlockThatTheClientKeepsItIn() throws Exception {
    for (int i = 0; i < 6; i++) {
      assertThat(producer.camera("cam" + i).send(picture(1))).isTrue();
    }
    assertThat(producer.camera("last").send(picture(1))).isFalse();
  }

  @Test
  void aSingleFrameIsLetThroughHoweverLarge() throws Exception {
    assertThat(camera.send(picture(2 * BYTES))).isTrue();
    assertThat(camera.send(picture(1))).isFalse();
    kafka.completeNext();
    assertThat(camera.send(picture(1))).isTrue();
  }

  @Test
  void waitsForRoomWhenNothingMayBeDropped() throws Exception {
    CameraFeed patient = producer(WhenFull.WAIT).camera("cam");
    patient.send(picture(10));
    patient.send(picture(10));
    FutureTask<Boolean> third = new FutureTask<>(() -> patient.send(picture(10)));
    Thread sender = started(third);
    awaitWaiting(sender);
    assertThat(patient.counts()).isEqualTo(new FrameCounts(0, 0, 0, 2));

    kafka.completeNext();

    assertThat(third.get()).isTrue();
    assertThat(sequences()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aCameraMayWaitWhereOthersDrop() throws Exception {
    CameraFeed patient = producer.camera("patient", WhenFull.WAIT);
    patient.send(picture(10));
    patient.send(picture(10));
    camera.send(picture(10));
    camera.send(picture(10));
    assertThat(camera.send(picture(10))).isFalse();
    FutureTask<Boolean> third = new FutureTask<>(() -> patient.send(picture(10)));
    awaitWaiting(started(third));

    kafka.completeNext();

    assertThat(third.get()).isTrue();
    assertThat(patient.counts().dropped()).isZero();
    assertThat(producer.camera("patient")).isSameAs(patient);
  }

  @Test
  void whoWaitsForRoomIsToldThatTheProducerIsClosed() throws Exception {
    FrameProducer patient = producer(WhenFull.WAIT);
    patient.camera("cam").send(picture(10));
    patient.camera("cam").send(picture(10));
    FutureTask<Boolean> third = new FutureTask<>(() -> patient.camera("cam").send(picture(10)));
    Thread sender = started(third);
    awaitWaiting(sender);

    patient.close(Duration.ZERO);

    assertThatThrownBy(third::get).hasRootCauseMessage("frame producer: closed (expected: open)");
    assertThat(patient.camera("cam").counts().dropped()).isEqualTo(1);
  }

  @Test
  void whoWaitsForRoomCanBeInterrupted() throws Exception {
    CameraFeed patient = producer(WhenFull.WAIT).camera("cam");
    patient.send(picture(10));
    patient.send(picture(10));
    FutureTask<Boolean> third = new FutureTask<>(() -> patient.send(picture(10)));
    Thread sender = started(third);
    awaitWaiting(sender);

    sender.interrupt();

    assertThatThrownBy(third::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(patient.counts()).isEqualTo(new FrameCounts(0, 1, 0, 2));
  }

  @Test
  void countsWhatKafkaDoesNotAcknowledge() throws Exception {
    camera.send(picture(10));
    camera.send(picture(10));

    kafka.errorNext(new TimeoutException("too slow"));
    kafka.completeNext();

    assertThat(camera.counts()).isEqualTo(new FrameCounts(1, 0, 1, 0));
    assertThat(camera.lastFailure()).hasValueSatisfying(e -> assertThat(e).hasMessage("too slow"));
  }

  @Test
  void countsWhatTheClientRefuses() throws Exception {
    kafka.sendException = new TimeoutException("no metadata");

    assertThat(camera.send(picture(10))).isFalse();

    assertThat(camera.counts()).isEqualTo(new FrameCounts(0, 0, 1, 0));
    assertThat(producer.flush(Duration.ZERO)).isTrue();
  }

  @Test
  void whatAClosedClientRefusesIsNotInFlight() throws Exception {
    kafka.close();

    assertThatThrownBy(() -> camera.send(picture(10))).isInstanceOf(IllegalStateException.class);

    assertThat(camera.counts()).isEqualTo(new FrameCounts(0, 0, 1, 0));
    assertThat(producer.flush(Duration.ZERO)).isTrue();
  }

  @Test
  void anEpochBeginsWithSequenceZeroAndIsAlwaysLater() throws Exception {
    camera.send(picture(10));
    kafka.completeNext();
    clock.set(5000);
    camera.restart();
    camera.send(picture(10));
    kafka.completeNext();
    camera.restart();
    camera.send(picture(10));
    clock.set(10);
    camera.restart();
    camera.send(picture(10));

    assertThat(epochs()).containsExactly(1000L, 5000L, 5001L, 5002L);
    assertThat(sequences()).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void aClockThatJumpsAheadBeginsAnEpoch() throws Exception {
    sendAfter(10_000, 10_000);
    sendAfter(40, 40);
    sendAfter(40, 2 * 86_400_000);
    sendAfter(40, 40);
    // As clocks are put right that are right: not worth losing faces.
    sendAfter(40, 5_000);

    assertThat(epochs()).containsExactly(1000L, 1000L, 172_811_040L, 172_811_040L, 172_811_040L);
    assertThat(sequences()).containsExactly(0L, 1L, 0L, 1L, 2L);
  }

  @Test
  void aClockThatJumpsBackGoesOnInTheSameEpochAndStillGrowsAfterwards() throws Exception {
    sendAfter(0, 20_000);
    sendAfter(40, -20_000);
    sendAfter(40, 40);
    sendAfter(40, 10_000);

    assertThat(epochs()).containsExactly(21_000L, 21_000L, 21_000L, 21_001L);
    assertThat(sequences()).containsExactly(0L, 1L, 2L, 0L);
  }

  /** Sends a frame after so much time, for which the clock shows that so much has passed. */
  private void sendAfter(long millis, long millisOfTheClock) throws InterruptedException {
    // Overflows, as it may.
    nanoTime += millis * 1_000_000;
    clock.set(clock.millis() + millisOfTheClock);
    camera.send(picture(10));
    kafka.completeNext();
  }

  @Test
  void aLaterProcessHasALaterEpoch() throws Exception {
    camera.send(picture(10));
    clock.set(1001);
    producer(WhenFull.DROP).camera("cam").send(picture(10));

    assertThat(epochs()).containsExactly(1000L, 1001L);
  }

  @Test
  void aCameraHasOneFeed() {
    assertThat(producer.camera("cam")).isSameAs(camera);
    assertThat(producer.camera("other")).isNotSameAs(camera);
  }

  @Test
  void flushSaysWhetherEverythingIsAnswered() throws Exception {
    assertThat(producer.flush(Duration.ZERO)).isTrue();
    camera.send(picture(10));
    assertThat(producer.flush(Duration.ofMillis(1))).isFalse();
    kafka.completeNext();
    assertThat(producer.flush(Duration.ZERO)).isTrue();
  }

  @Test
  void takesNothingAfterItsEnd() throws Exception {
    producer.close(Duration.ZERO);
    producer.close();

    assertThatThrownBy(() -> camera.send(picture(10))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesAClientOpenThatIsNotItsOwn() {
    try (FrameProducer borrowing =
        new FrameProducer(kafka, "frames", SendLimits.of(WhenFull.DROP))) {
      assertThat(borrowing.camera("cam").counts()).isEqualTo(new FrameCounts(0, 0, 0, 0));
    }
    assertThat(kafka.closed()).isFalse();
  }

  @Test
  void saysWithinATimeThatNoBrokerAnswers() throws IOException {
    Map<String, Object> config = Map.of("bootstrap.servers", "127.0.0.1:" + closedPort());
    SendLimits limits = SendLimits.of(WhenFull.DROP);
    Duration time = Duration.ofMillis(300);

    assertThatThrownBy(() -> FrameProducer.connect(config, "frames", limits, time))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void refusesWhatCannotBeSent() {
    ByteBuffer data = ByteBuffer.allocate(1);
    assertThatThrownBy(() -> producer.camera("")).hasMessageStartingWith("camera id: ");
    assertThatThrownBy(() -> producer.camera("c".repeat(256)))
        .hasMessageEndingWith("(expected: 1 to 255 characters)");
    assertThatThrownBy(() -> picture(1).withRotation(45)).hasMessageStartingWith("rotation: 45");
    assertThatThrownBy(() -> picture(1).withSize(-1, 1)).hasMessageStartingWith("picture size: ");
    assertThatThrownBy(
            () -> new CapturedPicture(Instant.EPOCH, PictureEncoding.H264, 0, 0, 0, data))
        .hasMessageStartingWith("encoding: H264");
    assertThatThrownBy(() -> new SendLimits(0, 1, WhenFull.DROP))
        .hasMessageStartingWith("frames in flight");
    assertThatThrownBy(() -> new SendLimits(1, 0, WhenFull.DROP))
        .hasMessageStartingWith("bytes in flight");
  }

  private static CapturedPicture picture(int bytes) {
    return CapturedPicture.jpeg(new byte[bytes]);
  }

  private List<Long> sequences() {
    return kafka.history().stream().map(record -> record.value().getSequence()).toList();
  }

  private List<Long> epochs() {
    return kafka.history().stream().map(record -> record.value().getEpoch()).toList();
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

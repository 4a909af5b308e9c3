package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.producer.CameraFeed;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.schemas.producer.FrameProducer;
import io.meshstream.schemas.producer.SendLimits;
import io.meshstream.schemas.producer.WhenFull;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class GatewayTableTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final MockProducer<String, EncodedFrame> kafka =
      new MockProducer<>(false, null, new StringSerializer(), new EncodedFrameSerializer());
  private final CameraFeed feed =
      new FrameProducer(kafka, "frames", new SendLimits(3, 1_000_000, WhenFull.DROP))
          .camera("front");
  private final CameraStatus status = new CameraStatus(feed);
  private final GatewayTable table = new GatewayTable(List.of(status), 0);

  @Test
  void showsWhatBecameOfTheFrames() throws Exception {
    status.streaming();
    send(5);
    kafka.completeNext();
    kafka.errorNext(new TimeoutException("too slow"));

    assertThat(table.recently(2 * SECOND))
        .containsExactly(
            "camera      state  frames/s  sent  dropped  failed  in flight  reconnects",
            "front   streaming       0.5     1        2       1          1           0",
            "front: Kafka: too slow");
  }

  @Test
  void aProblemOfTheCameraDoesNotHideThatOfKafka() throws Exception {
    status.streaming();
    status.warn("rtsp://cam: no answer");
    send(1);
    kafka.errorNext(new RecordTooLargeException("too large"));

    assertThat(table.recently(SECOND))
        .endsWith("front: rtsp://cam: no answer", "front: Kafka: too large");
  }

  @Test
  void whyACameraWasLostIsForgottenWithItsNextPicture() {
    status.lost("rtsp://cam: no answer");
    assertThat(table.recently(100 * SECOND)).endsWith("front: rtsp://cam: no answer");
    status.streaming();
    assertThat(table.recently(200 * SECOND)).endsWith("front: rtsp://cam: no answer");
    status.picture();
    assertThat(table.recently(201 * SECOND)).hasSize(2);
    assertThat(table.overall(202 * SECOND)).hasSize(2);
  }

  @Test
  void whatDoesNotComeUpAgainIsShownForAWhileOnly() throws Exception {
    status.streaming();
    status.warn("rtsp://cam: incomplete picture");
    send(1);
    kafka.errorNext(new RecordTooLargeException("too large"));
    assertThat(table.recently(SECOND)).hasSize(4);
    assertThat(table.recently(30 * SECOND)).hasSize(4);
    assertThat(table.recently(31 * SECOND)).hasSize(2);
    status.warn("rtsp://cam: incomplete picture");
    assertThat(table.recently(32 * SECOND)).endsWith("front: rtsp://cam: incomplete picture");
    assertThat(table.overall(100 * SECOND))
        .endsWith("front: rtsp://cam: incomplete picture", "front: Kafka: too large");
  }

  @Test
  void saysThatKafkaTakesNothing() throws Exception {
    status.streaming();
    send(1);
    kafka.completeNext();
    assertThat(table.recently(SECOND).get(1)).contains("streaming  ");
    assertThat(table.recently(20 * SECOND).get(1)).as("nothing to take").contains("streaming  ");
    send(1);
    assertThat(table.recently(21 * SECOND).get(1)).contains("streaming  ");
    assertThat(table.recently(26 * SECOND).get(1)).contains("streaming, not taken");
    kafka.errorNext(new RecordTooLargeException("too large"));
    assertThat(table.recently(27 * SECOND).get(1)).contains("streaming, not taken");
    send(1);
    kafka.completeNext();
    assertThat(table.recently(28 * SECOND).get(1)).contains("streaming  ");
  }

  @Test
  void ratesAreThoseSinceTheLastTime() throws Exception {
    send(3);
    kafka.completeNext();
    kafka.completeNext();
    kafka.completeNext();
    assertThat(table.recently(SECOND).get(1)).contains(" 3.0 ");
    assertThat(table.recently(2 * SECOND).get(1)).contains(" 0.0 ");
    assertThat(table.overall(4 * SECOND).get(1)).contains(" 0.8 ");
  }

  @Test
  void countsDownToTheNextTry() {
    status.streaming();
    status.warn("rtsp://cam: no answer");
    status.retryingAt(10 * SECOND);

    assertThat(table.recently(2 * SECOND + 1))
        .anyMatch(line -> line.contains("retrying in 8 s"))
        .contains("front: rtsp://cam: no answer");

    status.connecting();
    assertThat(table.recently(10 * SECOND).get(1)).contains("connecting");
    status.streaming();
    assertThat(table.recently(11 * SECOND).get(1)).endsWith(" 1");
    status.over(CameraStatus.Phase.ENDED);
    assertThat(table.recently(12 * SECOND).get(1)).contains("ended");
  }

  @Test
  void saysWhenKafkaNoLongerAnswers() throws Exception {
    send(1);
    assertThat(table.recently(SECOND)).hasSize(2);
    assertThat(table.recently(4 * SECOND)).hasSize(2);
    assertThat(table.recently(6 * SECOND))
        .contains(
            "Kafka: no frame acknowledged for 6 s (expected: a broker that answers); still"
                + " trying");

    kafka.completeNext();
    assertThat(table.recently(7 * SECOND)).hasSize(2);
  }

  private void send(int frames) throws InterruptedException {
    for (int i = 0; i < frames; i++) {
      feed.send(CapturedPicture.jpeg(new byte[] {1}));
    }
  }
}

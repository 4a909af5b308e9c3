package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.ledger.CameraBalance;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.vision.sample.Portrait;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BadInputIT {

  private static final int GOOD_FRAMES = 10;
  private static final String GOOD = "good";
  private static final String BAD = "bad";

  private final SingleObjectCodec<EncodedFrame> codec = SingleObjectCodec.ofEncodedFrames();

  @ParameterizedTest
  @EnumSource(IsolationLevel.class)
  void badInputIsRejectedAndHoldsNothingElseUp(IsolationLevel isolation) throws Exception {
    Configuration configuration = new Configuration();
    if (isolation == IsolationLevel.READ_COMMITTED) {
      configuration.setString("sink.delivery", "exactly-once");
    }
    try (LocalStack stack =
        LocalStack.start(
            configuration, new LocalStack.Ports(0, 0), /* parallelism= */ 2, TopicSpace.usual())) {
      stack.job().awaitRunning();
      Map<String, Object> clients = Map.of("bootstrap.servers", stack.bootstrapServers());
      int bad = sendAll(clients);

      LedgerReport report =
          new TopicLedger(clients, "frames", "landmarks", FrameFormat.AVRO, isolation)
              .read(Duration.ofSeconds(60));

      assertThat(report.isBalanced()).as("%s", report).isTrue();
      assertThat(report.total(CameraBalance::frames)).isEqualTo(bad + GOOD_FRAMES);
      assertThat(report.answered().rejected()).isEqualTo(bad);
      assertThat(report.answered().faces()).isEqualTo(GOOD_FRAMES);
    }
  }

  /** Mixes frames that can be processed with all that cannot, and returns how many cannot. */
  private int sendAll(Map<String, Object> clients) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(clients, new StringSerializer(), new ByteArraySerializer())) {
      int bad = 0;
      for (int sequence = 0; sequence < GOOD_FRAMES; sequence++) {
        sendGood(producer, sequence);
        bad += sendBad(producer, sequence);
      }
      producer.flush();
      return bad;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The counts tell whether it arrived.
  private void sendGood(KafkaProducer<String, byte[]> producer, int round) {
    producer.send(frame(GOOD, round, Portrait.png()));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The counts tell whether it arrived.
  private int sendBad(KafkaProducer<String, byte[]> producer, int round) {
    byte[] random = new byte[1000];
    new Random(round).nextBytes(random);
    byte[] portrait = Portrait.png();
    byte[] half = Arrays.copyOf(portrait, portrait.length / 2);
    byte[] whole = codec.encode(value(BAD, round, portrait));
    producer.send(new ProducerRecord<>("frames", BAD, new byte[0]));
    producer.send(new ProducerRecord<>("frames", BAD, null));
    producer.send(new ProducerRecord<>("frames", BAD, random));
    producer.send(new ProducerRecord<>("frames", BAD, Arrays.copyOf(whole, 500)));
    producer.send(new ProducerRecord<>("frames", BAD, otherSchema()));
    producer.send(new ProducerRecord<>("frames", null, codec.encode(value(BAD, round, portrait))));
    producer.send(new ProducerRecord<>("frames", "other", whole));
    producer.send(frame("empty", round, new byte[0]));
    producer.send(frame("noise", round, random));
    producer.send(frame("half", round, half));
    producer.send(frame("huge", round, hugeHeader()));
    return 11;
  }

  private ProducerRecord<String, byte[]> frame(String camera, long sequence, byte[] picture) {
    return new ProducerRecord<>("frames", camera, codec.encode(value(camera, sequence, picture)));
  }

  private static EncodedFrame value(String camera, long sequence, byte[] picture) {
    return TestingRecords.frame(camera, sequence, picture).build();
  }

  private static byte[] otherSchema() {
    DeadLetter other =
        DeadLetter.newBuilder()
            .setCameraId(BAD)
            .setSourceTopic("frames")
            .setSourcePartition(0)
            .setSourceOffset(0)
            .setTimestampMillis(0)
            .setReason("")
            .setMessage("")
            .build();
    return SingleObjectCodec.ofDeadLetters().encode(other);
  }

  /** A PNG that claims to be 100,000 pixels wide and high and has nothing to show for it. */
  private static byte[] hugeHeader() {
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(100_000).putInt(100_000);
    header.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.array());
    ByteBuffer png = ByteBuffer.allocate(8 + 4 + 17 + 4);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.putInt(13).put(header.array()).putInt((int) crc.getValue());
    return png.array();
  }
}

package io.meshstream.tools.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.preflight.Preflight;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.schemas.testing.TestingRegistry;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.vision.sample.Portrait;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Frames and records in Confluent's wire format, on a real broker, with a schema registry. */
class RegistryIT {

  @RegisterExtension final TestingBroker broker = new TestingBroker();

  @TempDir private Path folder;

  @BeforeEach
  void createTopics() {
    for (String topic : List.of("frames", "landmarks", "dead-letters")) {
      broker.create(topic);
    }
  }

  @Test
  void withARealRegistryWhatGatewayJobAndToolsWriteTheyRead() throws Exception {
    try (ApicurioRegistry registry = ApicurioRegistry.start(folder)) {
      send(registry.url(), "cam", 3);

      FaceMeshJob.main(job(registry.url()));

      List<FrameLandmarks> records = new ArrayList<>();
      var codec =
          RecordCodecs.of(client(registry.url())).reading(SingleObjectCodec.ofFrameLandmarks());
      for (byte[] value : values("landmarks")) {
        assertThat(value[0]).isZero();
        records.add(codec.decode(value));
      }
      assertThat(records).extracting(FrameLandmarks::getStatus).containsOnly(FrameStatus.FACES);
      assertBalanced(registry.url(), 3);
    }
  }

  @Test
  void aFrameOfAnUnknownSchemaIsADeadLetterWhileTheRegistryIsDownAndAllOthersAreProcessed()
      throws Exception {
    try (TestingRegistry registry = new TestingRegistry()) {
      send(registry.url(), "cam", 2);
      byte[] unknown = withId(99, TestingRecords.frame("new", 0, Portrait.png()).build());
      broker.send("frames", "new", unknown);
      send(registry.url(), "other", 2);
      registry.failLookUps();

      FaceMeshJob.main(job(registry.url()));

      var letters =
          RecordCodecs.of(client(registry.url())).reading(SingleObjectCodec.ofDeadLetters());
      registry.recover();
      assertThat(values("dead-letters")).hasSize(1);
      DeadLetter letter = letters.decode(values("dead-letters").get(0));
      assertThat(letter.getReason()).isEqualTo("SCHEMA_UNAVAILABLE");
      assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(unknown));
      assertThat(values("landmarks")).hasSize(5);
      // The registry is back, and knows the schema now: the frame can be read, and has its record.
      registry.put(99, EncodedFrame.getClassSchema());
      assertBalanced(registry.url(), 4);
    }
  }

  @Test
  void theJobAsksTheRegistryWhenItIsSubmittedAndNeverForAFrame() throws Exception {
    try (TestingRegistry registry = new TestingRegistry()) {
      send(registry.url(), "cam", 40);
      int before = registry.requests().size();

      FaceMeshJob.main(job(registry.url()));

      assertThat(values("landmarks")).hasSize(40);
      assertThat(registry.requests().subList(before, registry.requests().size()))
          .noneMatch(each -> each.contains("/schemas/ids/"))
          .hasSizeLessThan(20);
    }
  }

  @Test
  void aRegistryThatIsDownWhenTheJobStartsIsAProblemOfTheOptions() throws Exception {
    String url;
    try (TestingRegistry registry = new TestingRegistry()) {
      url = registry.url();
    }

    assertThatThrownBy(
            () -> Preflight.check(JobSettings.from(job(url), Map.of()), new Configuration()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("registry.url: schema registry: " + url + " does not answer");
  }

  private String[] job(String url) {
    return new String[] {
      "--kafka.bootstrap-servers=" + broker.bootstrapServers(),
      "--frames.bounded=true",
      "--frames.starting-offsets=earliest",
      "--registry.url=" + url
    };
  }

  private Map<String, Object> client(String url) {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", broker.bootstrapServers());
    client.put("schema.registry.url", url);
    return client;
  }

  private void send(String url, String camera, int frames) throws Exception {
    EncodedFrameSerializer serializer = new EncodedFrameSerializer(RecordCodecs.of(client(url)));
    try (KafkaProducer<String, EncodedFrame> producer =
        new KafkaProducer<>(client(url), new StringSerializer(), serializer)) {
      for (int i = 0; i < frames; i++) {
        EncodedFrame frame = TestingRecords.frame(camera, i, Portrait.png()).build();
        producer.send(new ProducerRecord<>("frames", camera, frame)).get();
      }
    }
  }

  private static byte[] withId(int id, EncodedFrame frame) {
    byte[] plain = SingleObjectCodec.ofEncodedFrames().encode(frame);
    return ByteBuffer.allocate(plain.length - 5)
        .put((byte) 0)
        .putInt(id)
        .put(plain, 10, plain.length - 10)
        .array();
  }

  private void assertBalanced(String url, long faces) {
    LedgerReport report =
        new TopicLedger(
                client(url),
                "frames",
                "landmarks",
                FrameFormat.AVRO,
                IsolationLevel.READ_UNCOMMITTED)
            .read(Duration.ofSeconds(30));
    assertThat(report.isBalanced()).as("%s", report).isTrue();
    assertThat(report.answered().faces()).isEqualTo(faces);
  }

  private List<byte[]> values(String topic) {
    List<byte[]> values = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers())),
            IsolationLevel.READ_UNCOMMITTED,
            topic,
            topic,
            OptionalLong.empty())) {
      for (Optional<ConsumerRecord<String, byte[]>> next = reading.next();
          next.isPresent();
          next = reading.next()) {
        values.add(next.get().value());
      }
    }
    return values;
  }
}

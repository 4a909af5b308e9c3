package io.meshstream.tools.local;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.Delivery;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.producer.FrameProducer;
import io.meshstream.schemas.producer.SendLimits;
import io.meshstream.schemas.producer.WhenFull;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.SecuredBroker;
import io.meshstream.tools.console.TestingCommandLine;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.vision.sample.Portrait;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gateway, job and tools on a broker behind TLS, each a user with the rights that docs/deploy.md
 * names, and no other.
 */
class SecuredBrokerIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void checkSaysWhichRightIsMissingAndWithAllOfThemTheJobAccountsForEveryFrame(Delivery delivery)
      throws Exception {
    boolean isOnce = delivery == Delivery.EXACTLY_ONCE;
    try (SecuredBroker broker =
        SecuredBroker.start(
            Files.createDirectory(folder.resolve("broker")), List.of("gateway", "job", "reader"))) {
      broker.create("frames", 2, Map.of("retention.ms", "3600000"));
      broker.create("landmarks", 2, Map.of("retention.ms", "3600000"));
      broker.create("dead-letters", 1, Map.of());
      broker.allow("gateway", TOPIC, "frames", WRITE);
      broker.allow("job", TOPIC, "frames", READ);
      broker.allow("job", TOPIC, "landmarks", WRITE);
      broker.allow("job", TOPIC, "dead-letters", READ);
      broker.allow("job", GROUP, "meshstream-frames", READ);
      if (isOnce) {
        broker.allow("job", TOPIC, "landmarks", READ);
        broker.allow("job", TRANSACTIONAL_ID, "meshstream-frames-*", WRITE, DESCRIBE);
      }
      Path options = options(broker, delivery);

      assertThat(check(options))
          .startsWith("1")
          .contains("dead-letters, which the job may only", "(expected: WRITE as well)")
          .doesNotContain("job-secret");

      broker.allow("job", TOPIC, "dead-letters", WRITE);
      for (String topic : List.of("frames", "landmarks", "dead-letters")) {
        broker.allow("job", TOPIC, topic, DESCRIBE_CONFIGS);
      }
      assertThat(check(options))
          .startsWith("0")
          .contains("The job can run")
          .contains("dead-letters without a retention of its own")
          .doesNotContain("frames without a retention");

      send(broker);
      FaceMeshJob.main(new String[] {"--config=" + options});

      broker.allow("reader", TOPIC, "frames", READ);
      broker.allow("reader", TOPIC, "landmarks", READ);
      LedgerReport report =
          new TopicLedger(
                  broker.clientOf("reader"),
                  "frames",
                  "landmarks",
                  FrameFormat.AVRO,
                  isOnce ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED)
              .read(Duration.ofSeconds(60));
      assertThat(report.isBalanced()).as("%s", report).isTrue();
      assertThat(report.answered().faces()).isEqualTo(3);
    }
  }

  private Path options(SecuredBroker broker, Delivery delivery) throws Exception {
    String text =
        "kafka.bootstrap-servers=%s\nframes.bounded=true\nsink.delivery=%s\n"
                .formatted(broker.bootstrapServers(), delivery)
            + broker.settingsOf("job").entrySet().stream()
                .map(each -> "kafka.properties." + each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
    return Files.writeString(folder.resolve("job.properties"), text);
  }

  private static void send(SecuredBroker broker) throws Exception {
    // Sees that the gateway's own client gets in with its right, too.
    FrameProducer.connect(broker.clientOf("gateway"), "frames", SendLimits.of(WhenFull.WAIT))
        .close();
    try (KafkaProducer<String, EncodedFrame> producer =
        new KafkaProducer<>(
            broker.clientOf("gateway"), new StringSerializer(), new EncodedFrameSerializer())) {
      for (int i = 0; i < 3; i++) {
        producer
            .send(
                new ProducerRecord<>(
                    "frames", "cam", TestingRecords.frame("cam", i, Portrait.png()).build()))
            .get();
      }
    }
  }

  private static String check(Path options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TestingCommandLine.of(new CheckCommand(Map.of()), out, err)
            .execute("--config", options.toString());
    return exitCode + "\n" + out + err;
  }
}

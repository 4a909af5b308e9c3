package io.meshstream.tools.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.cameras.SettingsTopic;
import io.meshstream.tools.console.TestingCommandLine;
import io.meshstream.tools.topics.Brokers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ForgetCommandIT {

  @RegisterExtension private final TestingBroker broker = new TestingBroker();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatKafkaCanDeleteIsDeletedAndWhatRemainsIsToldWithItsEnd() throws Exception {
    broker.create("frames", 1);
    broker.create("landmarks", 1);
    broker.create("camera-settings", 1);
    send("frames", "hall", "hall", "lobby", "hall");
    send("landmarks", "hall", "hall", "hall");

    assertThat(run("hall")).isZero();
    assertThat(out.toString())
        .contains(
            "job: would be told",
            "frames topic: frames partition 0, 3 records, of which 2 would be deleted, 1 remain",
            "Nothing has been done; --yes does it.");
    assertThat(left("frames", "hall")).isEqualTo(3);
    assertThat(setting("hall")).isNull();

    out.getBuffer().setLength(0);
    assertThat(run("hall", "--yes", "--disable")).isZero();
    assertThat(out.toString())
        .contains(
            "job: told by camera-settings to forget what it knows from before 20",
            "frames topic: frames partition 0, 3 records, of which 2 are deleted, 1 remain between"
                + " records of other cameras until 20",
            "landmarks topic: landmarks partition 0, 3 records, of which 3 are deleted, none remains",
            "dead letters topic: dead-letters is not there",
            "checkpoints and savepoints")
        .doesNotContain("--yes");
    assertThat(left("frames", "hall")).isEqualTo(1);
    assertThat(left("frames", "lobby")).as("others lose nothing").isEqualTo(1);
    assertThat(left("landmarks", "hall")).isZero();
    assertThat(setting("hall").getForgetBeforeMicros()).isPositive();
    assertThat(setting("hall").getEnabled()).isFalse();
  }

  @Test
  void withoutAControlTopicTheJobForgetsByItsTimeToLive() {
    assertThat(run("hall", "--yes")).isZero();

    assertThat(out.toString()).contains("job: there is no control topic", "state.ttl");
  }

  @Test
  void whatIsNoCameraIsRefused() {
    assertThat(run("*", "--yes")).isEqualTo(2);
    assertThat(err.toString()).startsWith("forget: camera: * (expected: the id of one camera");
  }

  private int run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-b";
    all[arguments.length + 1] = broker.bootstrapServers();
    return TestingCommandLine.of(new ForgetCommand(), out, err).execute(all);
  }

  private void send(String topic, String... keys) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
      for (String key : keys) {
        producer.send(new ProducerRecord<>(topic, key, new byte[1])).get();
      }
    }
  }

  private long left(String topic, String camera) {
    List<PartitionTrace> traces = TopicTrace.read(new Brokers(client()), "topic", topic, camera);
    return traces.stream().mapToLong(PartitionTrace::records).sum();
  }

  private CameraConfig setting(String camera) {
    return SettingsTopic.read(client(), "camera-settings", new PrintWriter(err))
        .of(camera)
        .orElse(null);
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}

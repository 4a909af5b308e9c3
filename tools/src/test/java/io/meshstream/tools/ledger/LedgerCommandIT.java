package io.meshstream.tools.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.TestingCommandLine;
import io.meshstream.tools.broker.LocalBroker;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerCommandIT {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsWhatIsMissing() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0)) {
      String server = broker.bootstrapServers();

      broker.createTopic("frames", 2);
      assertThat(run("-b", server)).isEqualTo(1);
      assertThat(err.toString())
          .contains("landmarks topic: landmarks (expected: one of the topics there, [frames])");

      broker.createTopic("landmarks", 2);
      assertThat(run("-b", server)).isZero();
      assertThat(out.toString()).contains("balanced: 0 frames in");

      send(server);
      assertThat(run("-b", server)).isEqualTo(1);
      assertThat(out.toString()).contains("missing: cam at partition:offset ");
      assertThat(run("-b", server, "--camera", "cam", "--isolation", "read_committed"))
          .isEqualTo(1);
      assertThat(run("-b", server, "--camera", "other", "--format", "raw")).isEqualTo(1);
      assertThat(err.toString()).contains("camera: other (expected: ");
    }
  }

  private static void send(String server) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("frames", "cam", "no frame")).get();
    }
  }

  private int run(String... arguments) {
    CommandLine line = TestingCommandLine.of(new LedgerCommand(), out, err);
    return line.execute(arguments);
  }
}

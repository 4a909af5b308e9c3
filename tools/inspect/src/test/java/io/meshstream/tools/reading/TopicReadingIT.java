package io.meshstream.tools.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicReadingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final TestingBroker topics = new TestingBroker();

  @Test
  void endsWhereTheTopicEndedAndGoesOnBehindThat() throws Exception {
    topics.create("topic");
    topics.send("topic", "a", new byte[] {1});
    Brokers brokers = new Brokers(Map.of("bootstrap.servers", topics.bootstrapServers()));
    try (TopicReading reading =
        TopicReading.open(
            brokers,
            IsolationLevel.READ_UNCOMMITTED,
            "test topic",
            "topic",
            OptionalLong.empty())) {
      topics.send("topic", "a", new byte[] {2});
      topics.send("topic", "b", new byte[] {3});

      assertThat(reading.next().orElseThrow().value()).containsExactly(1);
      assertThat(reading.next()).isEmpty();
      assertThat(reading.next()).as("still").isEmpty();
      assertThat(later(reading, 2)).containsExactlyInAnyOrder((byte) 2, (byte) 3);
    }
  }

  private static List<Byte> later(TopicReading reading, int count) {
    List<Byte> values = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (values.size() < count && System.nanoTime() < end) {
      reading.later().forEach(record -> values.add(record.value()[0]));
    }
    return values;
  }
}

package io.meshstream.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.KafkaBroker;
import io.meshstream.job.options.JobSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TopicHistoryIT {

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private String topic;

  @BeforeEach
  void createTopic(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName();
    broker.create(topic);
  }

  @Test
  void everyRecordIsReadOnceAndInOrderFromWhereItIsWanted() throws Exception {
    for (int i = 0; i < 3; i++) {
      broker.send(topic, 0, "a" + i, new byte[i]);
      broker.send(topic, 1, "b" + i, null);
    }

    assertThat(keys(read(Map.of()))).containsExactly("a0", "a1", "a2", "b0", "b1", "b2");
    assertThat(keys(read(Map.of(0, 2L)))).containsExactly("a2", "b0", "b1", "b2");
    assertThat(keys(read(Map.of(0, 3L, 1, 3L)))).isEmpty();
    assertThat(read(Map.of(0, 3L)))
        .allMatch(ControlRecord::isTombstone)
        .extracting(ControlRecord::offset)
        .containsExactly(0L, 1L, 2L);
    assertThat(read(Map.of(1, 3L)))
        .noneMatch(ControlRecord::isTombstone)
        .extracting(record -> record.value().length)
        .containsExactly(0, 1, 2);
  }

  @Test
  void theEndsAreBehindTheLastRecords() throws Exception {
    broker.send(topic, 0, "a", new byte[1]);

    try (ControlHistory.Reading reading = history("--control.topic=" + topic).open()) {
      assertThat(reading.ends()).isEqualTo(Map.of(0, 1L, 1, 0L));
    }
  }

  @Test
  void whatATransactionGaveUpWasNeverSaidAndHoldsNothingUp() throws Exception {
    broker.send(topic, 0, "a", new byte[1]);
    try (var transaction = broker.transaction(topic)) {
      transaction.send(new ProducerRecord<>(topic, 0, new byte[] {'b'}, new byte[1])).get();
      transaction.abortTransaction();
    }

    assertThat(keys(read(Map.of()))).containsExactly("a");
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> history("--control.topic=not-there").open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("control.topic: not-there, ")
        .hasMessageContaining("(expected: read to its end before the first frame)");
  }

  @Test
  void brokersThatDoNotAnswerInTimeAreASettingToLookAt() {
    JobSettings settings =
        JobSettings.from(
            new String[] {
              "--kafka.bootstrap-servers=127.0.0.1:9",
              "--control.topic=settings",
              "--control.read-timeout=1 s"
            },
            Map.of());

    assertThatThrownBy(() -> new TopicHistory(settings).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(
            "see that the topic exists and that the brokers answer, or raise"
                + " control.read-timeout");
  }

  private List<ControlRecord> read(Map<Integer, Long> from) throws Exception {
    List<ControlRecord> records = new ArrayList<>();
    try (ControlHistory.Reading reading = history("--control.topic=" + topic).open()) {
      reading.read(from, records::add);
    }
    records.sort(
        Comparator.comparing(ControlRecord::partition).thenComparing(ControlRecord::offset));
    return records;
  }

  private static List<String> keys(List<ControlRecord> records) {
    return records.stream().map(ControlRecord::key).toList();
  }

  private static TopicHistory history(String option) {
    return new TopicHistory(
        JobSettings.from(
            new String[] {"--kafka.bootstrap-servers=" + broker.address(), option}, Map.of()));
  }
}

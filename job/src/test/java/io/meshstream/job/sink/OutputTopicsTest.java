package io.meshstream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.JobSettings;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OutputTopicsTest {

  @Test
  void aRecordIsSentAtOnce() {
    assertThat(producer()).containsEntry("linger.ms", "0");
  }

  @Test
  void whatTheProducersAreToldWinsOverTheJobsOwnButNotOverGuarantees() {
    Properties producer =
        producer(
            "--kafka.producer.properties.linger.ms=20",
            "--kafka.producer.properties.compression.type=lz4");

    assertThat(producer)
        .containsEntry("linger.ms", "20")
        .containsEntry("compression.type", "lz4")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
  }

  private static Properties producer(String... options) {
    return OutputTopics.producerProperties(JobSettings.from(options, Map.of()));
  }
}

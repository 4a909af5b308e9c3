package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.tools.broker.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSpaceIT {

  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void aTopicThatIsFullLosesItsOldestRecordsFromTheDisk() throws Exception {
    TopicSpace space = new TopicSpace(TopicSpace.LEAST);
    try (LocalBroker broker = LocalBroker.start(folder, 0)) {
      // A partition's share of 640 MiB is 20 MiB: a segment of 8, and 12 that are kept.
      broker.createTopic("landmarks", 8, space.ofLandmarks(8));
      Map<String, Object> client =
          Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 2 << 20);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (int i = 0; i < 64; i++) {
          producer.send(new ProducerRecord<>("landmarks", 3, null, new byte[1 << 20])).get();
        }
      }
      while (size(folder.resolve("landmarks-3")) > 21 * MEBIBYTE) {
        Thread.sleep(20);
      }
      assertThat(size(folder.resolve("landmarks-3"))).isGreaterThan(11 * MEBIBYTE);
    }
  }

  @Test
  void sharesDoNotExceedTheWhole() {
    TopicSpace space = new TopicSpace(MemorySize.ofMebiBytes(1024));
    long frames = 8 * share(space.ofFrames(8));
    long landmarks = 8 * share(space.ofLandmarks(8));

    long others = share(space.ofDeadLetters()) + share(space.ofEvents());
    assertThat(frames + landmarks + others).isEqualTo(1024 * MEBIBYTE);
    assertThatThrownBy(() -> new TopicSpace(MemorySize.ofMebiBytes(639)))
        .hasMessage("639 mb (expected: at least 640 mb)");
  }

  private static long share(Map<String, String> config) {
    return Long.parseLong(config.get("retention.bytes"))
        + Long.parseLong(config.get("segment.bytes"));
  }

  /** Of the records; a file may go while it is looked for. */
  private static long size(Path partition) throws IOException {
    try (Stream<Path> files = Files.list(partition)) {
      return files
          .filter(file -> file.toString().contains(".log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}

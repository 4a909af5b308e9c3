package io.meshstream.bench;

import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.job.options.StartingOffsets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The topics of one job. */
record Topics(String bootstrapServers, String frames, String landmarks, String deadLetters) {

  /** Makes them on a broker, and waits until it tells everybody that they are there. */
  static Topics create(BrokerProcess broker, String name, int partitions) throws IOException {
    Topics topics =
        new Topics(
            broker.bootstrapServers(),
            name + "-frames",
            name + "-landmarks",
            name + "-dead-letters");
    broker.createTopic(topics.frames(), partitions);
    broker.createTopic(topics.landmarks(), partitions);
    broker.createTopic(topics.deadLetters(), 1);
    topics.await();
    return topics;
  }

  private void await() throws IOException {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(client)) {
      while (!names(admin).containsAll(List.of(frames, landmarks, deadLetters))) {
        Pause.millis(50);
      }
    }
  }

  private static Set<String> names(Admin admin) throws IOException {
    try {
      return admin.listTopics().names().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("topics: not listed (expected: the broker answers)", e);
    }
  }

  /** Returns the job's options that name them. */
  List<String> jobOptions() {
    return List.of(
        "--%s=%s".formatted(KafkaSettings.BOOTSTRAP_SERVERS.key(), bootstrapServers),
        "--%s=%s".formatted(FramesSettings.TOPIC.key(), frames),
        "--%s=%s".formatted(SinkSettings.LANDMARKS_TOPIC.key(), landmarks),
        "--%s=%s".formatted(SinkSettings.DEAD_LETTERS_TOPIC.key(), deadLetters),
        "--%s=%s".formatted(FramesSettings.STARTING_OFFSETS.key(), StartingOffsets.EARLIEST));
  }
}

package io.meshstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.sink.LostRecordsException;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job, stopped at a savepoint whose transactions are not committed yet and restored from
 * it, on a real broker: what a process that is killed between the two halves of a commit leaves.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestoredJobIT {

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  @TempDir private Path folder;

  private String name;

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    broker.create("frames-" + name, "landmarks-" + name, "dead-letters-" + name);
  }

  @Test
  void recordsThatKafkaStillHoldsAreCommittedOnceHoweverOftenTheJobIsRestored() throws Exception {
    sendFrames(0, 4);
    String savepoint = killAfterSavepoint(4, exactlyOnce());
    assertThat(records()).isEmpty();

    JobClient second = start(2, savepoint, exactlyOnce());
    awaitCommitted(4);
    second.cancel().get();
    awaitEnd(second);
    JobClient third = start(1, savepoint, exactlyOnce());
    sendFrames(4, 1);
    awaitWritten(5);
    third.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL).get();

    assertThat(offsets(records())).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void recordsThatKafkaGaveUpFailTheJobForGood() throws Exception {
    sendFrames(0, 4);
    String savepoint = killAfterSavepoint(4, exactlyOnce());
    giveUpTransactions();

    Throwable failure = awaitEnd(start(2, savepoint, exactlyOnce()));

    assertThat(ExceptionUtils.findThrowable(failure, LostRecordsException.class))
        .get()
        .asString()
        .contains("partition 0: 0 to 3.");
  }

  @Test
  void aJobWhoseNextFrameIsDeletedGoesOnWithTheOldestThatIsThere() throws Exception {
    List<String> latest = List.of("--frames.starting-offsets=latest");
    sendFrames(0, 2);
    JobClient job = start(1, null, latest);
    long behind = 0;
    while (behind == 0) { // Until it has found the end of the topic, frames are not for it.
      sendFrames(2, 1);
      behind = written();
    }
    String savepoint =
        job.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL).get();
    long end = framesEnd();
    sendFrames(0, 5);
    try (Admin admin = broker.admin()) {
      admin.deleteRecords(Map.of(frames(), RecordsToDelete.beforeOffset(end + 2))).all().get();
    }
    long before = written();

    JobClient restored = start(1, savepoint, latest);
    awaitWritten(before + 3);
    restored.cancel().get();

    assertThat(offsets(records())).endsWith(end + 2, end + 3, end + 4);
  }

  private static List<String> exactlyOnce() {
    return List.of("--sink.delivery=exactly-once");
  }

  /** Starts the job, whose own checkpoints never come. */
  private JobClient start(int parallelism, String savepoint, List<String> options)
      throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("--kafka.bootstrap-servers=" + broker.address());
    all.add("--frames.topic=frames-" + name);
    all.add("--landmarks.topic=landmarks-" + name);
    all.add("--dead-letters.topic=dead-letters-" + name);
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(10));
    // Else the first one comes as soon as all tasks run.
    flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMinutes(10));
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FaceMeshJob.define(env, JobSettings.from(all.toArray(String[]::new), Map.of()));
    return env.executeAsync();
  }

  /** A savepoint that does not stop the job leaves its transactions open, as the next commits. */
  private String killAfterSavepoint(int records, List<String> options) throws Exception {
    JobClient job = start(1, null, options);
    awaitWritten(records);
    String savepoint = job.triggerSavepoint(folder.toString(), SavepointFormatType.CANONICAL).get();
    job.cancel().get();
    awaitEnd(job);
    return savepoint;
  }

  private static Throwable awaitEnd(JobClient job) {
    return catchThrowable(() -> job.getJobExecutionResult().get());
  }

  /** Does what the broker does when the time of transactions is over. */
  private void giveUpTransactions() throws Exception {
    try (Admin admin = broker.admin()) {
      List<String> open =
          admin.listTransactions().all().get().stream()
              .map(TransactionListing::transactionalId)
              .filter(id -> id.startsWith("meshstream-frames-" + name))
              .toList();
      assertThat(open).isNotEmpty();
      admin.fenceProducers(open).all().get();
    }
  }

  /** Frames that are none, so that they are quickly done with; all in partition 0. */
  private void sendFrames(int from, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      broker.send("frames-" + name, 0, "cam", new byte[] {7, (byte) (from + i)});
    }
  }

  private void awaitWritten(long count) throws Exception {
    while (written() < count) {
      Thread.onSpinWait();
    }
  }

  private void awaitCommitted(int count) {
    while (records().size() < count) {
      Thread.onSpinWait();
    }
  }

  private List<FrameLandmarks> records() {
    return broker.read("landmarks-" + name, new FrameLandmarksDeserializer()).stream()
        .map(record -> record.value())
        .toList();
  }

  private static List<Long> offsets(List<FrameLandmarks> records) {
    return records.stream().map(FrameLandmarks::getSourceOffset).toList();
  }

  /** How many records lie on the landmarks topic, committed or not, markers not counted. */
  private long written() throws Exception {
    return broker.readAll("landmarks-" + name, new FrameLandmarksDeserializer()).size();
  }

  private long framesEnd() throws Exception {
    try (Admin admin = broker.admin()) {
      return admin
          .listOffsets(Map.of(frames(), OffsetSpec.latest()))
          .partitionResult(frames())
          .get()
          .offset();
    }
  }

  private TopicPartition frames() {
    return new TopicPartition("frames-" + name, 0);
  }
}

package io.meshstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.CameraEventDeserializer;
import io.meshstream.schemas.EventIdentity;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.PictureEncoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The events of a camera in front of which somebody walks, with the real models and a broker. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventsIT {

  /** In the ninth picture, from 0, the face is gone, and it is back in the twelfth. */
  private static final List<byte[]> WALK = PortraitPictures.walk();

  private static final int GONE = 9;
  private static final int BACK = 12;
  private static final long FRAME_MICROS = 40_000;

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  @TempDir private Path folder;

  private String name;

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    broker.create("frames-" + name, "landmarks-" + name, "dead-letters-" + name, "events-" + name);
  }

  @Test
  void facesEnterAndLeaveOnceHoweverOftenAKilledJobSaysSo() throws Exception {
    send(0, 0, 6);
    JobClient killed = start(null);
    awaitRecords(6);
    String savepoint =
        killed.triggerSavepoint(folder.toString(), SavepointFormatType.CANONICAL).get();
    send(0, 6, WALK.size());
    send(1, 0, 1);
    awaitRecords(WALK.size() + 1);
    kill(killed);

    JobClient restored = start(savepoint);
    awaitRecords(2 * (WALK.size() + 1) - 6);
    restored.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL).get();

    List<CameraEvent> written = events();
    assertThat(distinct(written))
        .extracting(EventsIT::text)
        .containsExactly(
            "STARTED 0/0",
            "FACE_ENTERED 0/0 1",
            "FACE_LEFT 0/9 1, 9 frames, 320000 us",
            "FACE_ENTERED 0/12 2",
            "RESTARTED 1/0",
            "FACE_LEFT 1/0 2, %d frames, %d us"
                .formatted(WALK.size() - BACK, (WALK.size() - BACK - 1) * FRAME_MICROS),
            "FACE_ENTERED 1/0 3");
    assertThat(written).as("events, those of the killed job included").hasSize(7 + 5);
  }

  @Test
  void withExactlyOnceEachEventIsThereOnceThoughAKilledJobHadNotCommitted() throws Exception {
    send(0, 0, GONE + 1);
    JobClient killed = start(null, "--sink.delivery=exactly-once");
    awaitRecords(GONE + 1);
    String savepoint =
        killed.triggerSavepoint(folder.toString(), SavepointFormatType.CANONICAL).get();
    kill(killed);
    assertThat(events()).isEmpty();

    JobClient restored = start(savepoint, "--sink.delivery=exactly-once");
    send(0, GONE + 1, WALK.size());
    awaitRecords(WALK.size());
    restored.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL).get();

    assertThat(events())
        .extracting(EventsIT::text)
        .containsExactly(
            "STARTED 0/0",
            "FACE_ENTERED 0/0 1",
            "FACE_LEFT 0/9 1, 9 frames, 320000 us",
            "FACE_ENTERED 0/12 2");
  }

  private JobClient start(String savepoint, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--kafka.bootstrap-servers=" + broker.address());
    all.add("--frames.topic=frames-" + name);
    all.add("--landmarks.topic=landmarks-" + name);
    all.add("--dead-letters.topic=dead-letters-" + name);
    all.add("--events.topic=events-" + name);
    // However slow the machine is.
    all.add("--events.stall-after=1 h");
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    // Checkpoints are the test's to take.
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(10));
    flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMinutes(10));
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FaceMeshJob.define(env, JobSettings.from(all.toArray(String[]::new), Map.of()));
    return env.executeAsync();
  }

  private static void kill(JobClient job) throws Exception {
    job.cancel().get();
    assertThat(catchThrowable(() -> job.getJobExecutionResult().get())).isNotNull();
  }

  private void send(long epoch, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      byte[] frame =
          TestFrames.message(
              TestFrames.frame("cam", epoch, i, WALK.get(i))
                  .setEncoding(PictureEncoding.JPEG)
                  .setCapturedAtMicros((epoch * WALK.size() + i) * FRAME_MICROS));
      broker.send("frames-" + name, 0, "cam", frame);
    }
  }

  private void awaitRecords(int count) {
    while (broker.readAll("landmarks-" + name, new FrameLandmarksDeserializer()).size() < count) {
      Thread.onSpinWait();
    }
  }

  private List<CameraEvent> events() {
    return broker.read("events-" + name, new CameraEventDeserializer()).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  /** Leaves out repeated events, which must be the same in every field. */
  private static List<CameraEvent> distinct(List<CameraEvent> events) {
    Map<EventIdentity, CameraEvent> distinct = new LinkedHashMap<>();
    for (CameraEvent event : events) {
      CameraEvent before = distinct.putIfAbsent(EventIdentity.of(event), event);
      assertThat(event).isEqualTo(before == null ? event : before);
    }
    return List.copyOf(distinct.values());
  }

  private static String text(CameraEvent event) {
    String text = "%s %d/%d".formatted(event.getKind(), event.getEpoch(), event.getSequence());
    if (event.getTrackId() != null) {
      text += " " + event.getTrackId();
    }
    return event.getKind() == EventKind.FACE_LEFT
        ? text + ", %d frames, %d us".formatted(event.getTrackFrames(), event.getTrackMicros())
        : text;
  }
}

package io.meshstream.tools.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.frames.SourceFrame;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.tools.TestingCommandLine;
import io.meshstream.tools.TestingRecords;
import io.meshstream.tools.TestingTopics;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerCommandIT {

  private static final byte[] NO_FRAME = {7};

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private TestingTopics topics;

  @BeforeEach
  void start() {
    topics = new TestingTopics(folder);
    topics.create("frames");
  }

  @AfterEach
  void end() {
    topics.close();
  }

  @Test
  void tellsWhatIsMissing() throws Exception {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString())
        .contains("landmarks topic: landmarks (expected: one of the topics there, [frames])");

    topics.create("landmarks");
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("balanced: 0 frames in");

    topics.send("frames", "cam", NO_FRAME);
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("missing: cam at partition:offset ");
    assertThat(run("--camera", "cam", "--isolation", "read_committed")).isEqualTo(1);
    assertThat(run("--camera", "other", "--frames-format", "raw")).isEqualTo(1);
    assertThat(err.toString()).contains("camera: other (expected: ").contains("there: cam");
  }

  @Test
  void countsWhatIsCommittedUpToAnAbortedEnd() throws Exception {
    topics.create("landmarks");
    topics.send("landmarks", record(topics.send("frames", "cam", NO_FRAME), "cam"));
    topics.sendAborted("frames", "cam", NO_FRAME);
    topics.sendAborted("landmarks", "cam", NO_FRAME);

    assertThat(run("--isolation", "read_committed")).as("%s", out).isZero();

    assertThat(out.toString()).contains("balanced: 1 frames in, 1 records out");
  }

  @Test
  void knowsACameraByTheNameThatTheJobGivesIt() throws Exception {
    topics.create("landmarks");
    String tooLong = "c".repeat(300);
    String cut = "c".repeat(SourceFrame.MAX_CAMERA_LENGTH + 1);
    topics.send("landmarks", record(topics.send("frames", tooLong, NO_FRAME), cut));

    assertThat(run()).as("%s", out).isZero();
  }

  private static FrameLandmarks record(RecordMetadata frame, String camera) {
    return FrameLandmarks.newBuilder(
            TestingRecords.unseen(
                camera, frame.offset(), FrameStatus.REJECTED, "MESSAGE_UNREADABLE: no"))
        .setSourcePartition(frame.partition())
        .build();
  }

  private int run(String... arguments) {
    CommandLine line = TestingCommandLine.of(new LedgerCommand(), out, err);
    List<String> all = new ArrayList<>(List.of("-b", topics.bootstrapServers()));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }
}

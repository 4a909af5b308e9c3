package io.meshstream.tools.cameras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class CamerasCommandIT {

  private static final SingleObjectCodec<CameraConfig> CODEC = SingleObjectCodec.ofCameraConfigs();

  @RegisterExtension static final TestingBroker topics = new TestingBroker();

  private final StringWriter err = new StringWriter();

  private String topic;

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    topics.create(topic, 1);
  }

  @Test
  void whatIsSetIsShownAndAddsToWhatWasSetBefore() {
    assertThat(done("set", "front", "--max-faces", "3", "--enabled", "false"))
        .isEqualTo("front  enabled=false  max-faces=3\n");
    assertThat(done("set", "front", "back", "--enabled=true"))
        .isEqualTo("front  enabled=true  max-faces=3\nback  enabled=true\n");
    assertThat(done("set", "*", "--detections", "true", "--max-faces=2", "--shadow=v2"))
        .isEqualTo("*  max-faces=2  detections=true  shadow=v2, 1 of 10 frames\n");

    assertThat(done("list").lines())
        .containsExactly(
            "*  max-faces=2  detections=true  shadow=v2, 1 of 10 frames",
            "back  enabled=true",
            "front  enabled=true  max-faces=3");
    assertThat(done("get", "front").lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "setting value set for holds",
            "enabled true front",
            "max-faces 3 front",
            "detections true *",
            "shadow v2, 1 of 10 frames *");
  }

  @Test
  void whatIsTakenBackIsGone() {
    done("set", "front", "--max-faces=3", "--enabled=false");

    assertThat(done("reset", "front", "--only", "enabled")).isEqualTo("front  max-faces=3\n");
    assertThat(done("reset", "front", "--only", "max-faces")).isEqualTo("front  nothing is set\n");
    done("set", "front", "--max-faces=3");
    assertThat(done("reset", "front")).isEqualTo("front  nothing is set\n");

    assertThat(done("list")).isEmpty();
  }

  @Test
  void whereNothingIsSetThatIsToldAndNothingPrinted() {
    done("set", "front", "--max-faces=3");
    assertThat(done("get", "back")).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "camera: back, nothing is set for it or for all on "
                + topic
                + "; it is handled as the job's options say");
    err.getBuffer().setLength(0);
    done("reset", "front");

    assertThat(done("list")).isEmpty();
    assertThat(done("list", "--json")).isEmpty();
    String said =
        "control topic: %s, nothing is set; all cameras are handled as the job's options say"
            .formatted(topic);
    assertThat(err.toString().lines()).containsExactly(said, said);
  }

  @Test
  void aChangeCanBeSetForATime() throws Exception {
    assertThat(done("set", "front", "--enabled=false", "--from=2026-01-31T12:00:00.5Z"))
        .isEqualTo("front  enabled=false  from 2026-01-31T12:00:00.500Z\n");
    assertThat(err.toString()).isEmpty();
    done("set", "front", "--max-faces=2");
    assertThat(err.toString())
        .startsWith("front: what was set from 2026-01-31T12:00:00.500Z on holds at once");

    long before = micros();
    done("set", "front", "--max-faces=1", "--in=60");
    JsonNode record = new ObjectMapper().readTree(done("get", "front", "--json"));
    assertThat(record.get("fromCapturedAtMicros").asLong())
        .isBetween(before + 60_000_000, micros() + 60_000_000);
    assertThat(record.get("enabled").asBoolean()).isFalse();
    assertThat(record.get("maxFaces").asInt()).isEqualTo(1);
    assertThat(record.get("task").isNull()).isTrue();
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Test
  void whatTheJobWouldRefuseIsNotWritten() {
    assertThat(run(new StringWriter(), "set", "front", "--max-faces=0", "--task=dogs"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("task: dogs (expected: face-mesh or face-detection or face-landmarker or hands)")
        .contains("maxFaces: 0 (expected: 1 to 64)");
    assertThat(run(new StringWriter(), "set", "front", "--models=v2")).isEqualTo(2);
    assertThat(err.toString()).contains("models: v2 (expected: only in the record of *)");
    assertThat(run(new StringWriter(), "set", "front")).isEqualTo(2);
    assertThat(err.toString()).contains("settings: none (expected: at least one");
    assertThat(run(new StringWriter(), "set", "x".repeat(256), "--enabled=true")).isEqualTo(2);
    assertThat(run(new StringWriter(), "reset", "front", "--only=faces")).isEqualTo(2);
    assertThat(err.toString()).contains("--only: faces (expected: one of enabled, task");

    assertThat(done("list")).isEmpty();
  }

  @Test
  void whatTheJobRefusesIsToldAndWhatIsBeforeItShown() throws Exception {
    topics.send(topic, "front", encoded(CameraConfig.newBuilder().setMaxFaces(2)));
    topics.send(topic, "front", encoded(CameraConfig.newBuilder().setMaxFaces(0)));
    topics.send(topic, "front", new byte[] {1, 2, 3});

    assertThat(done("list")).isEqualTo("front  max-faces=2\n");
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.endsWith("; the job refuses it"));
  }

  private static byte[] encoded(CameraConfig.Builder config) {
    return CODEC.encode(config.setCameraId("front").build());
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    String wrong = topic + "x";
    topic = wrong;

    assertThat(run(new StringWriter(), "set", "front", "--enabled=false")).isEqualTo(1);
    assertThat(err.toString()).contains("control topic: " + wrong + " (expected: one of the");
  }

  /** Runs a command that does what it is told; returns what it prints. */
  private String done(String command, String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(run(out, command, arguments)).as("%s", err).isZero();
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private int run(StringWriter out, String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-b", topics.bootstrapServers(), "--control-topic", topic));
    line.addAll(List.of(arguments));
    return TestingCommandLine.of(new CamerasCommand(), out, err)
        .execute(line.toArray(String[]::new));
  }
}

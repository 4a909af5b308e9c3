package io.meshstream.job.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.Test;

class PreflightTest {

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() throws IOException {
    String address = "localhost:" + unusedPort();

    InvalidOptionsException thrown = check("--kafka.bootstrap-servers=" + address);

    assertThat(thrown.problems())
        .containsExactly(
            "kafka.bootstrap-servers: "
                + address
                + " (expected: a broker that answers within 1 s); start it, or correct the address");
  }

  @Test
  void aClientPropertyThatKafkaRefusesIsReported() {
    InvalidOptionsException thrown = check("--kafka.properties.security.protocol=NONE");

    assertThat(thrown.problems()).singleElement().asString().contains("security.protocol");
  }

  @Test
  void aClusterThatLosesTheJobWithItsJobManagerIsWarnedOf() {
    Configuration flink = new Configuration();
    flink.set(DeploymentOptions.TARGET, "remote");

    assertThat(warnings(flink))
        .satisfiesExactly(
            warning -> assertThat(warning).startsWith("execution.checkpointing.dir: not in use"),
            warning ->
                assertThat(warning)
                    .startsWith("execution.checkpointing.externalized-checkpoint-retention: NO_"),
            warning -> assertThat(warning).startsWith("high-availability.type: NONE"));

    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "s3://checkpoints");
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    flink.set(HighAvailabilityOptions.HA_MODE, "kubernetes");
    assertThat(warnings(flink)).isEmpty();

    flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    assertThat(warnings(flink)).singleElement().asString().contains("checkpointing.dir");
  }

  @Test
  void aClusterInThisProcessIsNot() {
    Configuration flink = new Configuration();
    flink.set(DeploymentOptions.TARGET, "local");

    assertThat(warnings(flink)).isEmpty();
    assertThat(warnings(new Configuration())).isEmpty();
  }

  @Test
  void theRestartBudgetIsTheHeartbeatsAndTheStrategysDelay() {
    Configuration flink = new Configuration();
    assertThat(RestartBudget.of(flink)).isEqualTo(Duration.ofSeconds(50 + 60));

    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(7));
    assertThat(RestartBudget.of(flink)).isEqualTo(Duration.ofSeconds(50 + 7));

    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(9));
    assertThat(RestartBudget.of(flink)).isEqualTo(Duration.ofSeconds(9));
  }

  private static List<String> warnings(Configuration flink) {
    Findings findings = new Findings();
    new ClusterCheck(flink, findings).check();
    assertThat(findings.problems()).isEmpty();
    return findings.warnings();
  }

  private static InvalidOptionsException check(String option) {
    JobSettings settings = JobSettings.from(new String[] {option}, Map.of());
    return catchThrowableOfType(
        InvalidOptionsException.class,
        () -> new Preflight(settings, new Configuration(), Duration.ofSeconds(1)).check());
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package io.meshstream.job.preflight;

import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Looks whether the job would survive the loss of its JobManager, given the configuration of the
 * Flink cluster. A cluster inside this process is not meant to.
 */
final class ClusterCheck {

  private static final String ADVICE = "see docs/deploy.md";

  private final ReadableConfig flink;
  private final Findings findings;

  ClusterCheck(ReadableConfig flink, Findings findings) {
    this.flink = flink;
    this.findings = findings;
  }

  void check() {
    Optional<String> target = flink.getOptional(DeploymentOptions.TARGET);
    if (target.isEmpty() || target.get().equals("local")) {
      return;
    }
    checkStorage();
    checkRetention();
    checkHighAvailability();
  }

  private void checkStorage() {
    boolean folder = flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isPresent();
    String storage =
        flink.getOptional(CheckpointingOptions.CHECKPOINT_STORAGE).orElse("filesystem");
    if (!folder || storage.equals("jobmanager")) {
      findings.warning(
          ("%s: not in use (expected: a folder that all machines share); checkpoints are in the"
                  + " JobManager's memory and are gone with it; %s")
              .formatted(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), ADVICE));
    }
  }

  private void checkRetention() {
    ExternalizedCheckpointRetention retention =
        flink.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION);
    if (retention != ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION) {
      findings.warning(
          ("%s: %s (expected: RETAIN_ON_CANCELLATION); a job that is cancelled leaves no checkpoint"
                  + " to go on from; %s")
              .formatted(
                  CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION.key(),
                  retention.name(),
                  ADVICE));
    }
  }

  private void checkHighAvailability() {
    String mode = flink.get(HighAvailabilityOptions.HA_MODE);
    if (mode.equalsIgnoreCase("none")) {
      findings.warning(
          ("%s: %s (expected: kubernetes or zookeeper); when the JobManager dies, nobody starts the"
                  + " job again; %s")
              .formatted(HighAvailabilityOptions.HA_MODE.key(), mode, ADVICE));
    }
  }
}

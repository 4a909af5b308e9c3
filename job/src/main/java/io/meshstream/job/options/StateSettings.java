package io.meshstream.job.options;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What is remembered, and how often that is saved.
 *
 * @param ttl how long an idle camera is remembered; zero: for ever
 * @param checkpointInterval how often progress is saved, unless Flink's own option says
 */
public record StateSettings(Duration ttl, Duration checkpointInterval) implements Serializable {

  public static final ConfigOption<Duration> TTL =
      ConfigOptions.key("state.ttl")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How long a camera that sends nothing is remembered, by the capture times of its"
                  + " frames and the times of their records; 0 s: for ever. A camera that comes back later starts afresh: any epoch"
                  + " and sequence number is taken, and track ids begin where none was used before,"
                  + " at 64 times the offset of its frame. While the job runs, the memory of a"
                  + " camera is given back after twice that time; time in which the job does not run"
                  + " does not count.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      ConfigOptions.key("checkpoint.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "How often progress is saved. A checkpoint is small, a few hundred bytes a camera;"
                  + " the interval bounds the frames that a failure has processed again and, with"
                  + " exactly-once, how late records are seen. Flink's own"
                  + " execution.checkpointing.interval wins if it is set.");

  static final OptionGroup GROUP =
      OptionGroup.of("State and checkpoints", TTL, CHECKPOINT_INTERVAL);

  static StateSettings read(OptionReader options) {
    return new StateSettings(
        options.span(TTL, "1 h"),
        options.between(CHECKPOINT_INTERVAL, Duration.ofMillis(10), Duration.ofHours(1), "1 s"));
  }

  /** Returns how often progress is saved, given Flink's configuration, whose own option wins. */
  public Duration checkpointInterval(ReadableConfig flink) {
    return flink
        .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
        .orElse(checkpointInterval);
  }

  /** Tells whether a camera that sends nothing is forgotten some day. */
  public boolean isForgetful() {
    return !ttl.isZero();
  }
}

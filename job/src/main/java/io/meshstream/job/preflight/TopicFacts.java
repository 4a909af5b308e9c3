package io.meshstream.job.preflight;

import java.time.Duration;
import java.util.Optional;

/**
 * What a topic of the job is like.
 *
 * @param option key of the option that names it
 * @param topic its name
 * @param partitions how many partitions it has
 * @param replicas how many brokers keep each partition
 * @param cleanup its {@code cleanup.policy}; empty if the brokers do not tell
 * @param retention how long records are kept; empty if for ever, or the brokers do not tell
 * @param isRetentionStated whether the topic itself says so, and not the brokers' default
 * @param maxMessageBytes the largest record that it takes; 0 if the brokers do not tell
 */
public record TopicFacts(
    String option,
    String topic,
    int partitions,
    int replicas,
    String cleanup,
    Optional<Duration> retention,
    boolean isRetentionStated,
    long maxMessageBytes) {}

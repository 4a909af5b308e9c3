package io.meshstream.job.options;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.util.TimeUtils;

/**
 * Where to write, and what readers can rely on.
 *
 * @param landmarksTopic gets one record for every frame
 * @param deadLettersTopic gets the rejected frames
 * @param delivery what readers can rely on
 * @param transactionalIdPrefix beginning of the transactional ids, for exactly-once
 * @param transactionTimeout how long a transaction may stay open, for exactly-once
 * @param onLostRecords what to do about a transaction that is gone, for exactly-once
 */
public record SinkSettings(
    String landmarksTopic,
    String deadLettersTopic,
    Delivery delivery,
    String transactionalIdPrefix,
    Duration transactionTimeout,
    LostRecords onLostRecords)
    implements Serializable {

  public static final ConfigOption<String> LANDMARKS_TOPIC =
      ConfigOptions.key("landmarks.topic")
          .stringType()
          .defaultValue("landmarks")
          .withDescription("Topic that gets one FrameLandmarks record for every frame.");

  public static final ConfigOption<String> DEAD_LETTERS_TOPIC =
      ConfigOptions.key("dead-letters.topic")
          .stringType()
          .defaultValue("dead-letters")
          .withDescription("Topic that gets the frames that could not be processed.");

  public static final ConfigOption<Delivery> DELIVERY =
      ConfigOptions.key("sink.delivery")
          .enumType(Delivery.class)
          .defaultValue(Delivery.AT_LEAST_ONCE)
          .withDescription(
              "at-least-once: records are there at once; after a failure some come twice, with the"
                  + " same bytes. exactly-once: Kafka transactions that end with each checkpoint,"
                  + " so read_committed readers see records up to a checkpoint interval later.");

  public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      ConfigOptions.key("sink.transactional-id-prefix")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Beginning of the job's transactional ids, for exactly-once. Two jobs on one Kafka"
                  + " cluster need two prefixes, or they abort each other's transactions. By"
                  + " default the job's name.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      ConfigOptions.key("sink.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "How long a transaction may stay open, for exactly-once: longer than a checkpoint"
                  + " interval and the longest outage of the job together, or records are lost. At"
                  + " most the broker's transaction.max.timeout.ms, whose default is 15 min. Some"
                  + " hours are right for both.");

  public static final ConfigOption<LostRecords> ON_LOST_RECORDS =
      ConfigOptions.key("sink.on-lost-records")
          .enumType(LostRecords.class)
          .defaultValue(LostRecords.FAIL)
          .withDescription(
              "What a job does, with exactly-once, that finds after a restart that Kafka gave up a"
                  + " transaction which the restored checkpoint counts on: fail, for good, and say"
                  + " which frames' records are lost; or continue, which only logs and counts them."
                  + " It happens when an outage takes longer than sink.transaction-timeout.");

  static final OptionGroup GROUP =
      OptionGroup.of(
          "Sink",
          LANDMARKS_TOPIC,
          DEAD_LETTERS_TOPIC,
          DELIVERY,
          TRANSACTIONAL_ID_PREFIX,
          TRANSACTION_TIMEOUT,
          ON_LOST_RECORDS);

  static SinkSettings read(OptionReader options, String jobName, FramesSettings frames) {
    SinkSettings sink =
        new SinkSettings(
            options.topic(LANDMARKS_TOPIC),
            options.topic(DEAD_LETTERS_TOPIC),
            options.read(DELIVERY),
            options.name(TRANSACTIONAL_ID_PREFIX, jobName),
            options.between(
                TRANSACTION_TIMEOUT, Duration.ofSeconds(1), Duration.ofDays(7), "15 min"),
            options.read(ON_LOST_RECORDS));
    options.noteSame(LANDMARKS_TOPIC, sink.landmarksTopic, FramesSettings.TOPIC, frames.topic());
    options.noteSame(
        DEAD_LETTERS_TOPIC, sink.deadLettersTopic, FramesSettings.TOPIC, frames.topic());
    options.noteSame(
        DEAD_LETTERS_TOPIC, sink.deadLettersTopic, LANDMARKS_TOPIC, sink.landmarksTopic);
    return sink;
  }

  /**
   * Returns the problem, if the broker would abort transactions before the checkpoint that ends
   * them.
   *
   * @param checkpointInterval the interval that is in force
   */
  public Optional<String> problemWith(Duration checkpointInterval) {
    if (delivery != Delivery.EXACTLY_ONCE || transactionTimeout.compareTo(checkpointInterval) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("%s: %s (expected: longer than the checkpoint interval, %s,"
                + " with sink.delivery = exactly-once)")
            .formatted(
                TRANSACTION_TIMEOUT.key(),
                TimeUtils.formatWithHighestUnit(transactionTimeout),
                TimeUtils.formatWithHighestUnit(checkpointInterval)));
  }
}

package io.meshstream.job.options;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * How far a camera may fall behind before frames of it are shed.
 *
 * @param maxAge how old a frame may be when its turn comes; zero: any age
 * @param askedQueue how many of a camera's frames may wait, as it was asked for; 0: nobody asked
 * @param agedQueue how many may wait if only their age is limited
 */
public record FreshnessSettings(Duration maxAge, int askedQueue, int agedQueue)
    implements Serializable {

  public static final ConfigOption<Duration> MAX_AGE =
      ConfigOptions.key("freshness.max-age")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "How long ago a frame may have been captured when its turn comes; 0 s: any time. An"
                  + " older one is shed: its record says TOO_OLD, and a job that has fallen behind"
                  + " catches up at once. The clocks of the gateways must agree with that of the"
                  + " job. Which frames are shed depends on the load, so processing the same frames"
                  + " again may shed others.");

  public static final ConfigOption<Integer> MAX_QUEUE =
      ConfigOptions.key("freshness.max-queue")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many frames of a camera may wait in the job; 1: only the newest; 0: any number,"
                  + " or with freshness.max-age twice compute.queue, so that a camera cannot hold up"
                  + " others. When there are more, the oldest are shed: their records say"
                  + " QUEUE_FULL. Frames that wait on the topic do not count, so with a job that"
                  + " may fall behind set freshness.max-age as well. Which frames are shed depends"
                  + " on the load, as there.");

  static final OptionGroup GROUP = OptionGroup.of("Freshness", MAX_AGE, MAX_QUEUE);

  static FreshnessSettings read(OptionReader options, ComputeSettings compute) {
    return new FreshnessSettings(
        options.span(MAX_AGE, "200 ms"), options.count(MAX_QUEUE, 0, 10_000), 2 * compute.queue());
  }

  /** Returns how many of a camera's frames may wait; 0: any number. */
  public int maxQueue() {
    return askedQueue == 0 && !maxAge.isZero() ? agedQueue : askedQueue;
  }

  /** Returns the same with another age. */
  public FreshnessSettings withMaxAge(Duration newMaxAge) {
    return new FreshnessSettings(newMaxAge, askedQueue, agedQueue);
  }

  /** Returns the same with another number of frames that may wait. */
  public FreshnessSettings withMaxQueue(int newMaxQueue) {
    return new FreshnessSettings(maxAge, newMaxQueue, agedQueue);
  }

  /** Tells whether frames are ever shed for it. */
  public boolean isLimited() {
    return !maxAge.isZero() || maxQueue() > 0;
  }
}

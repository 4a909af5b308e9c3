package io.meshstream.job.options;

/** What a reader of the output topics can rely on after a failure. */
public enum Delivery {
  /**
   * Every record is written, and those since the last checkpoint once more, with the same bytes.
   * Records are there at once; readers that mind drop what they have seen, by camera, epoch and
   * sequence number.
   */
  AT_LEAST_ONCE,
  /**
   * Every record is written once, in Kafka transactions that end with each checkpoint. Readers must
   * set {@code isolation.level = read_committed}, and see records up to a checkpoint interval
   * later.
   */
  EXACTLY_ONCE
}

package io.meshstream.job.options;

/** Where a job that restores no checkpoint or savepoint begins to read. */
public enum StartingOffsets {
  /** With the oldest frames on the topic. */
  EARLIEST,
  /** With the frames that come from now on. */
  LATEST,
  /** Where the consumer group left off; with the oldest frames if it never read. */
  COMMITTED
}

package io.meshstream.job.options;

/** What to do when records that a restored checkpoint counts on are not on the output topic. */
public enum LostRecords {
  /** The job fails for good, and says which. */
  FAIL,
  /** The job logs and counts them, and goes on. */
  CONTINUE
}

package io.meshstream.job.sink;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what a task leaves behind. */
final class EndedWork {

  private static final Logger LOG = LoggerFactory.getLogger(EndedWork.class);

  private EndedWork() {}

  /**
   * Closes a writer or a committer, and logs what that throws.
   *
   * <p>A writer of the Kafka connector throws, when it is closed, why records could not be sent of
   * which nobody has asked yet. Nobody needs to know: a task that comes to its end has flushed all
   * before, and what one has not sent that failed or was cancelled is written again after the
   * restart. But what is thrown while such a task is closed is fatal for Flink, as of 2.3: it ends
   * the TaskManager, with all jobs that it works for.
   */
  static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{} could not be closed as it should; what it had not sent is sent again.", part, e);
    }
  }
}

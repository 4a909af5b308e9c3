package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.flink.api.common.JobID;

/**
 * The frames at which a job has failed in this process. A job that fails goes back to its last
 * checkpoint, and without this memory, which is no part of it, it would meet the same frame again
 * and again.
 *
 * <p>Lasts as long as the process: a frame at which the process itself dies is not noted, and a
 * task that is started on another TaskManager counts anew there. Thread-safe.
 */
final class FailedFrames {

  /** How often a job may fail at a frame before it is refused. */
  private static final int FAILURES = 2;

  /** Far more than a job can fail at; the oldest are forgotten. */
  private static final int REMEMBERED = 1000;

  private static final ConcurrentMap<JobID, FailedFrames> JOBS = new ConcurrentHashMap<>();

  private final Map<TopicPosition, Integer> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TopicPosition, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  FailedFrames() {}

  /** Returns those of one job. */
  static FailedFrames of(JobID job) {
    return JOBS.computeIfAbsent(job, first -> new FailedFrames());
  }

  /** Notes that the job fails at a frame. */
  synchronized void add(SourceFrame frame) {
    failures.merge(frame.position(), 1, Integer::sum);
  }

  /** Tells whether a frame must not be analysed again. */
  synchronized boolean isRefused(SourceFrame frame) {
    return failures.getOrDefault(frame.position(), 0) >= FAILURES;
  }

  /** Returns why a refused frame is rejected. */
  static Rejection rejection() {
    return Rejection.of(
        RejectReason.FAILED_REPEATEDLY,
        "the job failed %d times while it looked at this frame; please report it with its dead letter"
            .formatted(FAILURES));
  }
}

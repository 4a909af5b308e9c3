package io.meshstream.tools.local;

import io.meshstream.tools.console.CommandFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job on the local cluster, from when it was submitted. Thread-safe. */
final class RunningJob implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
  private static final Duration START_TIME = Duration.ofSeconds(90);
  private static final int END_SECONDS = 20;
  private static final int POLL_MILLIS = 20;

  private final MiniCluster cluster;
  private final JobID id;

  RunningJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
  }

  /**
   * Waits until all subtasks run.
   *
   * @throws CommandFailure if the job fails or takes too long
   */
  void awaitRunning() throws InterruptedException {
    long begin = System.nanoTime();
    while (!allRunning(graph())) {
      requireAlive();
      if (System.nanoTime() - begin > START_TIME.toNanos()) {
        throw new CommandFailure(
            "Flink job: not running after %d s (expected: it runs by then); see the log file"
                .formatted(START_TIME.toSeconds()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Waits until the job has ended by itself.
   *
   * @throws CommandFailure if it fails
   */
  void awaitEnd() throws InterruptedException {
    try {
      JobResult result = cluster.requestJobResult(id).get();
      if (!result.isSuccess()) {
        Throwable cause = result.getSerializedThrowable().map(RunningJob::root).orElse(null);
        throw new CommandFailure(
            "Flink job: it has not come to its end, %s (expected: it does); see the log file"
                .formatted(cause),
            cause);
      }
    } catch (ExecutionException e) {
      throw new CommandFailure(
          "Flink job: %s (expected: it comes to its end); see the log file".formatted(e.getCause()),
          e);
    }
  }

  /**
   * Sees that the job has neither failed nor ended.
   *
   * @throws CommandFailure if it has, with the reason
   */
  void requireAlive() throws InterruptedException {
    AccessExecutionGraph graph = graph();
    JobStatus status = graph.getState();
    if (status.isTerminalState() || status == JobStatus.FAILING) {
      ErrorInfo error = graph.getFailureInfo();
      Throwable cause = error == null ? null : root(error.getException());
      throw new CommandFailure(
          "Flink job: %s, %s (expected: it runs until the cameras stop); see the log file"
              .formatted(status, cause),
          cause);
    }
  }

  /** Cancels the job and waits until it has ended. */
  @Override
  public void close() {
    try {
      if (!graph().getState().isGloballyTerminalState()) {
        cluster.cancelJob(id).get(END_SECONDS, TimeUnit.SECONDS);
        cluster.requestJobResult(id).get(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("The job does not end; closing the cluster will end it.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private AccessExecutionGraph graph() throws InterruptedException {
    try {
      return cluster.getExecutionGraph(id).get();
    } catch (ExecutionException e) {
      throw new CommandFailure(
          "Flink job: %s (expected: the cluster knows it); see the log file"
              .formatted(e.getCause()),
          e);
    }
  }

  private static boolean allRunning(AccessExecutionGraph graph) {
    for (AccessExecutionVertex subtask : graph.getAllExecutionVertices()) {
      if (subtask.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}

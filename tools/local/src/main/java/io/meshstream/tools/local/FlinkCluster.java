package io.meshstream.tools.local;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.JobSettings;
import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this process, with Flink's web page. One thread opens and closes it.
 *
 * <p>A job that fails stays failed unless the configuration chooses a restart strategy: what goes
 * wrong on a desk is to be seen.
 */
final class FlinkCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int ANSWER_SECONDS = 60;

  private final MiniCluster cluster;
  private final Configuration configuration;

  private FlinkCluster(MiniCluster cluster, Configuration configuration) {
    this.cluster = cluster;
    this.configuration = configuration;
  }

  /**
   * Starts a cluster.
   *
   * @param given Flink options that come before the ones chosen here
   * @param temporary a folder for its files
   * @param parallelism how many subtasks the job has
   * @param webPort port of the web page; 0 takes a free one
   * @throws CommandFailure if the port is taken, this machine's name has no address, or the cluster
   *     does not start
   */
  static FlinkCluster start(Configuration given, Path temporary, int parallelism, int webPort) {
    if (webPort != 0) {
      requireFree(webPort);
    }
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, HOST);
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(webPort));
    // Or what hands out the jars of jobs would listen to the whole network.
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    configuration.set(TaskManagerOptions.BIND_HOST, HOST);
    configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
    configuration.set(WebOptions.TMP_DIR, temporary.toString());
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    configuration.addAll(given);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(configuration.get(CoreOptions.DEFAULT_PARALLELISM))
                .withRandomPorts()
                .build());
    FlinkCluster started = new FlinkCluster(cluster, configuration);
    try {
      cluster.start();
    } catch (UnknownHostException e) {
      started.close();
      throw nameless(e);
    } catch (Exception e) {
      started.close();
      throw new CommandFailure(
          "Flink cluster: does not start, %s (expected: it starts); see the log file"
              .formatted(e.getMessage()),
          e);
    }
    return started;
  }

  /** A mini cluster looks up this machine's name, whatever addresses it is configured to have. */
  private static CommandFailure nameless(UnknownHostException e) {
    String name = e.getMessage().replaceFirst(":.*", "");
    return new CommandFailure(
        "host name: %s (expected: it has an address, which Flink looks up); add the line \"%s %s\" to /etc/hosts"
            .formatted(name, HOST, name),
        e);
  }

  /**
   * Sees that a port can be listened on.
   *
   * @throws CommandFailure if it is taken
   */
  static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new CommandFailure(
          "web port: %d (expected: a free port); stop what listens there or choose another with --web-port"
              .formatted(port),
          e);
    }
  }

  /** Returns where Flink's web page is. */
  URI webPage() {
    return get("web page", cluster.getRestAddress());
  }

  /** Submits the face mesh job, which may not run yet when this returns. */
  RunningJob submit(JobSettings settings) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    FaceMeshJob.define(env, settings);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    JobID id = get("job submission", cluster.submitJob(graph)).getJobID();
    return new RunningJob(cluster, id);
  }

  /**
   * Submits a face mesh job that ends by itself, and waits until it has.
   *
   * @throws CommandFailure if it fails
   */
  void run(JobSettings settings) throws InterruptedException {
    submit(settings).awaitEnd();
  }

  private static <T> T get(String what, Future<T> future) {
    try {
      return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure(
          "Flink %s: %s (expected: it succeeds within %d s); see the log file"
              .formatted(what, e.getMessage(), ANSWER_SECONDS),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Flink " + what + ": interrupted (expected: time to finish)", e);
    }
  }

  /** Stops the cluster and every job on it, and waits until it has. */
  @Override
  public void close() {
    get("shutdown", cluster.closeAsync());
  }
}

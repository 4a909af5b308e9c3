package io.meshstream.tools.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshstream.job.names.OperatorNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A Flink cluster as people run it: a JobManager and TaskManagers in processes of their own, with
 * nothing of the job on their class path but ONNX Runtime, and jobs submitted as a jar.
 *
 * <p>Each TaskManager has one slot. For one thread.
 */
public final class StandaloneCluster implements AutoCloseable {

  /** How much of a log says why a process has ended. */
  private static final int LINES_OF_LOG = 100;

  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

  private final FlinkDistribution flink;
  private final FlinkRest rest;
  private final List<Process> taskManagers = new ArrayList<>();

  private Process jobManager;
  private int started;

  private StandaloneCluster(FlinkDistribution flink) {
    this.flink = flink;
    this.rest = flink.rest();
  }

  /**
   * Starts a cluster.
   *
   * @param folder an empty folder for its configuration, logs, and checkpoints
   */
  static StandaloneCluster start(Path folder, int taskManagers) throws IOException {
    return start(folder, taskManagers, process -> List.of());
  }

  /**
   * Starts a cluster whose processes are started by other programs.
   *
   * @param wrapper the command for a process, by its name, that the process's own is appended to
   */
  static StandaloneCluster start(
      Path folder, int taskManagers, Function<String, List<String>> wrapper) throws IOException {
    Map<String, String> configuration =
        Map.of("parallelism.default", Integer.toString(taskManagers));
    return start(FlinkDistribution.in(folder, configuration, List.of(), wrapper), taskManagers);
  }

  /** Starts a cluster of a distribution. */
  public static StandaloneCluster start(FlinkDistribution flink, int taskManagers)
      throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(flink);
    try {
      cluster.startJobManager();
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts a JobManager that takes jobs; at first, or after the one before was killed. */
  public void startJobManager() throws IOException {
    jobManager =
        flink.start("jobmanager", StandaloneSessionClusterEntrypoint.class, "--configDir", conf());
  }

  /** Ends the JobManager, and waits until it has. */
  public void endJobManager(ProcessSignal signal) throws IOException, InterruptedException {
    signal.send(jobManager);
    jobManager.waitFor();
  }

  /**
   * Starts the JobManager again if it has ended by itself, as whoever runs Flink for good has it
   * done: that is how it gets out of what it cannot get out of otherwise, such as a standstill of
   * the machine in the middle of a recovery.
   *
   * @return whether it had
   */
  public boolean restartEndedJobManager() throws IOException {
    boolean ended = !jobManager.isAlive();
    if (ended) {
      startJobManager();
    }
    return ended;
  }

  /** Starts a TaskManager. */
  public void startTaskManager() throws IOException {
    started++;
    taskManagers.add(
        flink.start("taskmanager-" + started, TaskManagerRunner.class, "--configDir", conf()));
  }

  private String conf() {
    return flink.conf().toString();
  }

  /** The TaskManagers, the one that has run for the longest first. */
  public List<Process> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** The JobManager that was started last. */
  public Process jobManager() {
    return jobManager;
  }

  /** Ends the TaskManager that has run for the longest, and waits until it has. */
  public void endOldestTaskManager(ProcessSignal signal) throws IOException, InterruptedException {
    Process oldest = taskManagers.remove(0);
    signal.send(oldest);
    oldest.waitFor();
  }

  /** Submits a job's jar, as {@code flink run --detached} does, and returns the job's id. */
  String submit(Path jar, List<String> arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("run", "--detached", jar.toString()));
    all.addAll(arguments);
    Process client = flink.start("client", CliFrontend.class, all.toArray(String[]::new));
    int exitCode = client.waitFor();
    String output = Files.readString(flink.log("client"));
    Matcher id = JOB_ID.matcher(output);
    if (exitCode != 0 || !id.find()) {
      throw new IOException("the job was not submitted:\n" + output);
    }
    return id.group(1);
  }

  /** How many slots wait for a job; none while the JobManager does not answer yet. */
  public int freeSlots() throws IOException, InterruptedException {
    return overview("slots-available");
  }

  /** How many slots there are; none while the JobManager does not answer yet. */
  public int slots() throws IOException, InterruptedException {
    return overview("slots-total");
  }

  private int overview(String field) throws IOException, InterruptedException {
    requireAlive(jobManager, "jobmanager");
    requireTaskManagers();
    try {
      return rest.get("/overview").get(field).asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Checks that no TaskManager has ended by itself.
   *
   * @throws IOException if one has, with the end of its log
   */
  public void requireTaskManagers() throws IOException {
    for (int i = 0; i < taskManagers.size(); i++) {
      requireAlive(taskManagers.get(i), "taskmanager-" + (started - taskManagers.size() + i + 1));
    }
  }

  /** The JobManager's REST interface. */
  public FlinkRest rest() {
    return rest;
  }

  /** What starts and ends jobs without a client's process. */
  public ClusterJobs jobs() {
    return new ClusterJobs(rest);
  }

  /** Whether a job runs, all of it; false while nobody answers. */
  public boolean isRunning(String job) throws InterruptedException {
    return runs(job, vertex -> true);
  }

  /** Whether it does so with as many subtasks for frames. */
  public boolean runs(String job, int parallelism) throws InterruptedException {
    return runs(
        job, vertex -> isSingle(vertex) || vertex.get("parallelism").asInt() == parallelism);
  }

  private boolean runs(String job, Predicate<JsonNode> wanted) throws InterruptedException {
    try {
      JsonNode details = rest.get("/jobs/" + job);
      return details.get("state").asText().equals("RUNNING")
          && vertices(details).stream()
              .allMatch(
                  vertex -> vertex.get("status").asText().equals("RUNNING") && wanted.test(vertex));
    } catch (IOException e) {
      return false;
    }
  }

  /** Has a job take another parallelism while it runs, which the adaptive scheduler can. */
  public void rescale(String job, int parallelism) throws IOException, InterruptedException {
    String path = "/jobs/" + job + "/resource-requirements";
    JsonNode requirements = rest.get(path);
    for (JsonNode vertex : vertices(rest.get("/jobs/" + job))) {
      if (!isSingle(vertex)) {
        ((ObjectNode) requirements.get(vertex.get("id").asText()).get("parallelism"))
            .put("upperBound", parallelism);
      }
    }
    rest.send("PUT", path, requirements);
  }

  /** The control topic has one reader, however many work, and so have models that are refused. */
  private static boolean isSingle(JsonNode vertex) {
    String name = vertex.get("name").asText();
    return name.contains(OperatorNames.CONTROL) || name.contains(OperatorNames.REFUSED_MODELS);
  }

  private static List<JsonNode> vertices(JsonNode job) {
    List<JsonNode> vertices = new ArrayList<>();
    job.get("vertices").forEach(vertices::add);
    return vertices;
  }

  private void requireAlive(Process process, String name) throws IOException {
    if (!process.isAlive()) {
      List<String> log = Files.readAllLines(flink.log(name));
      List<String> end = log.subList(Math.max(0, log.size() - LINES_OF_LOG), log.size());
      throw new IOException("%s has ended:%n%s".formatted(name, String.join("\n", end)));
    }
  }

  /** Ends all processes. */
  @Override
  public void close() {
    List<Process> all = new ArrayList<>(taskManagers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    ProcessSignal.end(all);
  }
}

package io.meshstream.tools.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.tools.cluster.BrokerProcess;
import io.meshstream.tools.cluster.ClusterJobs;
import io.meshstream.tools.cluster.FlinkDistribution;
import io.meshstream.tools.cluster.ProcessSignal;
import io.meshstream.tools.cluster.StandaloneCluster;
import io.meshstream.tools.cluster.ZooKeeperProcess;
import io.meshstream.tools.cluster.disk.FaultyDiskFactory;
import io.meshstream.tools.faults.Fault.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A broker and a Flink cluster, all of whose processes can be disturbed, with a disk for
 * checkpoints that can be, too. For one thread.
 */
final class Site implements AutoCloseable {

  static final int TASK_MANAGERS = 2;
  private static final int SLOTS = 3;

  /** What processes have as long as they live, and do not take along when they are killed. */
  private static final Pattern OF_FLINK = Pattern.compile("(flink-|jaas-|jm_|tm_|archived).*");

  private final Path folder;
  private final BrokerProcess broker;
  private final Optional<ZooKeeperProcess> zooKeeper;
  private final StandaloneCluster cluster;

  private int endedJobManagers;

  private Site(
      Path folder,
      BrokerProcess broker,
      Optional<ZooKeeperProcess> zooKeeper,
      StandaloneCluster cluster) {
    this.folder = folder;
    this.broker = broker;
    this.zooKeeper = zooKeeper;
    this.cluster = cluster;
  }

  /**
   * Starts one.
   *
   * @param folder an empty folder
   * @param highlyAvailable whether another JobManager knows the jobs of the one before
   */
  static Site start(Path folder, boolean highlyAvailable) throws Exception {
    Files.createDirectory(folder.resolve("flink"));
    Path disk = folder.resolve("faulty-disk.jar");
    FaultyDiskFactory.writeJar(disk);
    BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("kafka")));
    Optional<ZooKeeperProcess> zooKeeper = Optional.empty();
    try {
      Map<String, String> configuration = configuration(folder);
      if (highlyAvailable) {
        zooKeeper =
            Optional.of(ZooKeeperProcess.start(Files.createDirectory(folder.resolve("zookeeper"))));
        configuration.putAll(zooKeeper.get().configuration(folder.resolve("ha")));
      }
      FlinkDistribution flink =
          FlinkDistribution.in(
              folder.resolve("flink"), configuration, List.of(disk), process -> List.of());
      Site site =
          new Site(folder, broker, zooKeeper, StandaloneCluster.start(flink, TASK_MANAGERS));
      site.await("slots", () -> site.cluster.slots() == TASK_MANAGERS * SLOTS);
      return site;
    } catch (Exception e) {
      zooKeeper.ifPresent(ZooKeeperProcess::close);
      broker.close();
      throw e;
    }
  }

  private static Map<String, String> configuration(Path folder) {
    Map<String, String> flink = new HashMap<>();
    flink.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS));
    flink.put("taskmanager.memory.task.heap.size", "384m");
    flink.put("heartbeat.timeout", "10 s");
    flink.put("execution.checkpointing.interval", "1 s");
    flink.put("execution.checkpointing.dir", FaultyDiskFactory.uri(folder.resolve("checkpoints")));
    flink.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    flink.put("execution.checkpointing.num-retained", "3");
    // So that TaskManagers write to the disk as well, not the JobManager alone.
    flink.put("execution.checkpointing.data-inline-threshold", "0 b");
    flink.put("jobmanager.scheduler", "adaptive");
    String adaptive = "jobmanager.adaptive-scheduler.";
    flink.put(adaptive + "submission.resource-stabilization-timeout", "1 s");
    flink.put(adaptive + "executing.resource-stabilization-timeout", "1 s");
    flink.put(adaptive + "executing.cooldown-after-rescaling", "1 s");
    return flink;
  }

  BrokerProcess broker() {
    return broker;
  }

  StandaloneCluster cluster() {
    return cluster;
  }

  ClusterJobs jobs() {
    return cluster.jobs();
  }

  boolean isHighlyAvailable() {
    return zooKeeper.isPresent();
  }

  /** A folder for savepoints, on a disk that works. */
  Path savepoints() {
    return folder.resolve("savepoints");
  }

  /** The checkpoints of a job that are complete, the newest first. */
  List<String> checkpoints(String job) throws IOException {
    try (Stream<Path> all = Files.list(checkpointsOf(job))) {
      return all.filter(each -> Files.exists(each.resolve("_metadata")))
          .sorted(Comparator.comparingInt(Site::number).reversed())
          .map(FaultyDiskFactory::uri)
          .toList();
    }
  }

  /** Where they are, once there are any. */
  Path checkpointsOf(String job) {
    return folder.resolve("checkpoints").resolve(job);
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(String.valueOf(checkpoint.getFileName()).substring("chk-".length()));
  }

  /** Ends a process and starts another in its place. */
  void replace(Part part, ProcessSignal signal) throws IOException, InterruptedException {
    switch (part) {
      case TASK_MANAGER -> {
        cluster.endOldestTaskManager(signal);
        cluster.startTaskManager();
      }
      case JOB_MANAGER -> {
        cluster.endJobManager(signal);
        cluster.startJobManager();
      }
      case BROKER -> {
        signal.send(broker.process());
        broker.process().waitFor();
        broker.start();
      }
    }
  }

  /** Has a process stand still. */
  void freeze(Part part, Duration time) throws IOException, InterruptedException {
    Process process =
        switch (part) {
          case TASK_MANAGER -> cluster.taskManagers().get(0);
          case JOB_MANAGER -> cluster.jobManager();
          case BROKER -> broker.process();
        };
    ProcessSignal.STOP.send(process);
    Thread.sleep(time.toMillis());
    ProcessSignal.CONT.send(process);
  }

  /** Kills all TaskManagers. */
  void killTaskManagers() throws IOException, InterruptedException {
    for (int i = 0; i < TASK_MANAGERS; i++) {
      cluster.endOldestTaskManager(ProcessSignal.KILL);
    }
  }

  /** Starts as many as there were. */
  void startTaskManagers() throws IOException {
    for (int i = 0; i < TASK_MANAGERS; i++) {
      cluster.startTaskManager();
    }
  }

  /** Has the disk for checkpoints be as a word says, for a while. */
  void disturbDisk(String state, Duration time) throws IOException, InterruptedException {
    FaultyDiskFactory.set(folder.resolve("flink"), state);
    Thread.sleep(time.toMillis());
    FaultyDiskFactory.set(folder.resolve("flink"), "");
  }

  /**
   * Waits until something holds; what keeps the JobManager from saying so counts as that it does
   * not.
   */
  void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      supervise();
      if (System.nanoTime() > end) {
        throw new AssertionError("not within %s: %s".formatted(PATIENCE, what));
      }
      Thread.sleep(100);
    }
  }

  /**
   * Does what systemd or Kubernetes do for a cluster: starts the JobManager again if it has ended
   * by itself. Of a TaskManager that is a failure, for it may be the job's fault.
   */
  void supervise() throws IOException {
    cluster.requireTaskManagers();
    if (isHighlyAvailable() && cluster.restartEndedJobManager()) {
      endedJobManagers++;
    }
  }

  /** How many JobManagers have ended by themselves so far. */
  int endedJobManagers() {
    return endedJobManagers;
  }

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static boolean holds(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false;
    }
  }

  /** Something to wait for. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * The threads of TaskManagers that belong to jobs; but for those of admin clients.
   *
   * <p>The connector's exactly-once writer, as of 5.0.0, makes one to list transactions with and
   * never closes it: for each topic and subtask, each time that a job starts or restarts. After 11
   * changes of the parallelism between 1 and 2 there were 54 in a TaskManager, of three topics; a
   * job that delivers at least once leaves none. Nobody else can close them: the writer makes them
   * itself, of the producer's properties, and keeps them to itself. They end with the process, and
   * until then keep the job's classes, 19 MB.
   */
  List<String> threadsOfJobs() throws IOException, InterruptedException {
    List<String> threads = new ArrayList<>();
    for (JsonNode taskManager : cluster.rest().get("/taskmanagers").get("taskmanagers")) {
      String path = "/taskmanagers/" + taskManager.get("id").asText() + "/thread-dump";
      for (JsonNode thread : cluster.rest().get(path).get("threadInfos")) {
        String name = thread.get("threadName").asText();
        if (name.startsWith("meshstream")
            || (name.startsWith("kafka-") && !name.startsWith("kafka-admin-client"))) {
          threads.add(name);
        }
      }
    }
    return threads;
  }

  /** Waits until no thread of a job is left, as {@link #threadsOfJobs} has them. */
  void awaitNoThreadOfJobs() throws Exception {
    try {
      await("no thread of a job is left", () -> threadsOfJobs().isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError("%s; left are %s".formatted(e.getMessage(), threadsOfJobs()), e);
    }
  }

  /** The temporary files of the cluster's processes that are not Flink's own. */
  List<String> temporaryFilesOfJobs() throws IOException {
    Path temporary = folder.resolve("flink").resolve("tmp");
    try (Stream<Path> files = Files.walk(temporary)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> temporary.relativize(file).toString())
          .filter(name -> !OF_FLINK.matcher(name).matches())
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Copies what the processes have logged. */
  void saveLogs(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      for (Path log : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        Files.createDirectories(to);
        Files.copy(log, to.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    zooKeeper.ifPresent(ZooKeeperProcess::close);
    broker.close();
  }
}

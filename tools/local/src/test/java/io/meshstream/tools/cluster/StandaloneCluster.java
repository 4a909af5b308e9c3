package io.meshstream.tools.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A Flink cluster as people run it: a JobManager and TaskManagers in processes of their own, with
 * nothing of the job on their class path but ONNX Runtime, and jobs submitted as a jar.
 *
 * <p>Each TaskManager has one slot. For one thread.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String LOGGING =
      """
      <Configuration>
        <Appenders>
          <Console name="console"><PatternLayout pattern="%d %-5p %c{1} %m%n%ex"/></Console>
        </Appenders>
        <Loggers><Root level="info"><AppenderRef ref="console"/></Root></Loggers>
      </Configuration>
      """;
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

  /** What the job's jar brings along, and what no cluster has. */
  private static final Pattern NOT_ON_A_CLUSTER =
      Pattern.compile(
          ".*/(target/(classes|test-classes|meshstream-[^/]*)|kafka.*|flink-connector-(kafka|base).*|flink-avro.*|avro-.*|vertx-.*|netty-.*"
              + "|selenium-.*|junit-.*|assertj-.*|archunit-.*|javacv-.*|javacpp-.*|ffmpeg-.*)");

  private final Path folder;
  private final Function<String, List<String>> wrapper;
  private final int restPort;
  private final String classPath;
  private final List<Process> taskManagers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private Process jobManager;
  private int started;

  private StandaloneCluster(Path folder, Function<String, List<String>> wrapper, int restPort) {
    this.folder = folder;
    this.wrapper = wrapper;
    this.restPort = restPort;
    this.classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !NOT_ON_A_CLUSTER.matcher(entry.replace('\\', '/')).matches())
            .collect(Collectors.joining(File.pathSeparator));
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
    StandaloneCluster cluster = new StandaloneCluster(folder, wrapper, freePort());
    try {
      Path conf = Files.createDirectory(folder.resolve("conf"));
      Files.writeString(
          conf.resolve("config.yaml"), cluster.configuration(freePort(), taskManagers));
      Files.writeString(conf.resolve("log4j2.xml"), LOGGING);
      cluster.jobManager =
          cluster.process(
              "jobmanager", StandaloneSessionClusterEntrypoint.class, "--configDir", "conf");
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private String configuration(int rpcPort, int parallelism) {
    return String.join(
        "\n",
        "jobmanager.rpc.address: " + HOST,
        "jobmanager.rpc.port: " + rpcPort,
        "jobmanager.bind-host: " + HOST,
        "rest.address: " + HOST,
        "rest.port: " + restPort,
        "rest.bind-port: \"" + restPort + "\"",
        "taskmanager.host: " + HOST,
        "taskmanager.bind-host: " + HOST,
        "taskmanager.numberOfTaskSlots: 1",
        "taskmanager.cpu.cores: 1.0",
        "taskmanager.memory.framework.heap.size: 64m",
        "taskmanager.memory.framework.off-heap.size: 64m",
        "taskmanager.memory.task.heap.size: 256m",
        "taskmanager.memory.task.off-heap.size: 64m",
        "taskmanager.memory.managed.size: 16m",
        "taskmanager.memory.network.min: 64m",
        "taskmanager.memory.network.max: 64m",
        "taskmanager.memory.jvm-metaspace.size: 128m",
        "taskmanager.memory.jvm-overhead.min: 64m",
        "taskmanager.memory.jvm-overhead.max: 64m",
        "parallelism.default: " + parallelism,
        "restart-strategy.type: fixed-delay",
        "restart-strategy.fixed-delay.attempts: 1000",
        "restart-strategy.fixed-delay.delay: 100 ms",
        // A process that was killed is to be missed soon, one that is slow is not.
        "heartbeat.interval: 500 ms",
        "heartbeat.timeout: 30 s",
        "execution.checkpointing.dir: " + folder.resolve("checkpoints").toUri(),
        "io.tmp.dirs: " + folder,
        "");
  }

  void startTaskManager() throws IOException {
    started++;
    taskManagers.add(
        process("taskmanager-" + started, TaskManagerRunner.class, "--configDir", "conf"));
  }

  /** Kills the TaskManager that has run for the longest, as {@code kill -9} does. */
  void killOldestTaskManager() throws InterruptedException {
    Process oldest = taskManagers.remove(0);
    oldest.destroyForcibly().waitFor();
  }

  /** Submits a job's jar, as {@code flink run --detached} does, and returns the job's id. */
  String submit(Path jar, List<String> arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("run", "--detached", jar.toString()));
    all.addAll(arguments);
    Process client = process("client", CliFrontend.class, all.toArray(String[]::new));
    int exitCode = client.waitFor();
    String output = Files.readString(folder.resolve("client.log"));
    Matcher id = JOB_ID.matcher(output);
    if (exitCode != 0 || !id.find()) {
      throw new IOException("the job was not submitted:\n" + output);
    }
    return id.group(1);
  }

  /** How many slots wait for a job; none while the JobManager does not answer yet. */
  int freeSlots() throws IOException, InterruptedException {
    requireAlive(jobManager, "jobmanager");
    for (int i = 0; i < taskManagers.size(); i++) {
      requireAlive(taskManagers.get(i), "taskmanager-" + (started - taskManagers.size() + i + 1));
    }
    try {
      return rest("/overview").get("slots-available").asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /** How often a job went back to a checkpoint. */
  int restores(String job) throws IOException, InterruptedException {
    return checkpoints(job, "restored");
  }

  /** How many checkpoints of a job are complete. */
  int checkpoints(String job) throws IOException, InterruptedException {
    return checkpoints(job, "completed");
  }

  private int checkpoints(String job, String count) throws IOException, InterruptedException {
    return rest("/jobs/" + job + "/checkpoints").get("counts").get(count).asInt();
  }

  private void requireAlive(Process process, String name) throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          name + " has ended:\n" + Files.readString(folder.resolve(name + ".log")));
    }
  }

  private JsonNode rest(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + restPort + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.body());
    }
    return new ObjectMapper().readTree(answer.body());
  }

  private Process process(String name, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper.apply(name));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What Flink's scripts open of the JDK, as far as this job needs it.
    command.addAll(List.of("-Xmx512m", "--add-opens=java.base/java.util=ALL-UNNAMED"));
    command.add("-Dlog4j.configurationFile=" + folder.resolve("conf/log4j2.xml"));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends all processes. */
  @Override
  public void close() {
    List<Process> all = new ArrayList<>(taskManagers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    for (Process process : all) {
      // What is started by another program would live on without it.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    for (Process process : all) {
      process.onExit().join();
    }
  }
}

package io.meshstream.tools.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.kafka.tools.TopicCommand;

/**
 * A shell with the programs of Flink and Kafka on its path, in a folder with the job's jar, for one
 * who follows the deployment page. What stands on the page for a reader's own, such as {@code
 * broker:9092}, is put in. For one thread.
 */
final class Terminal implements AutoCloseable {

  private final Path folder;
  private final FlinkDistribution flink;
  private final String server;
  private final List<Process> background = new ArrayList<>();

  private Terminal(Path folder, FlinkDistribution flink, String server) {
    this.folder = folder;
    this.flink = flink;
    this.server = server;
  }

  /**
   * Opens one.
   *
   * @param folder an empty folder; {@code shared} in it is what stands as {@code /shared} on the
   *     page
   * @param server the broker
   */
  static Terminal open(Path folder, FlinkDistribution flink, Path jar, String server)
      throws IOException {
    Terminal terminal = new Terminal(folder, flink, server);
    Files.createDirectory(folder.resolve("bin"));
    Files.createDirectory(folder.resolve("usrlib"));
    Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar.toAbsolutePath());
    Files.createSymbolicLink(folder.resolve("usrlib/job.jar"), jar.toAbsolutePath());
    Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("tools")).resolve("meshstream"),
        Path.of("../meshstream").toRealPath());
    Files.writeString(folder.resolve("job.yaml"), "kafka.bootstrap-servers: " + server + "\n");
    terminal.script("flink", "", flink.command(CliFrontend.class), "");
    terminal.script(
        "kafka-topics.sh",
        "",
        flink.command(System.getProperty("java.class.path"), TopicCommand.class),
        "");
    terminal.script(
        "taskmanager.sh", "shift", flink.command(TaskManagerRunner.class), "--configDir '%s'");
    terminal.script(
        "standalone-job.sh",
        "shift",
        flink.command(StandaloneApplicationClusterEntryPoint.class),
        "--configDir '%s'");
    return terminal;
  }

  private void script(String name, String begin, List<String> command, String options)
      throws IOException {
    Path script = folder.resolve("bin").resolve(name);
    String quoted = command.stream().map(each -> "'" + each + "'").collect(Collectors.joining(" "));
    Files.writeString(
        script,
        "#!/bin/sh\n%s\nexec %s %s \"$@\"\n"
            .formatted(begin, quoted, options.formatted(flink.conf())));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("not executable: " + script);
    }
  }

  /** Where {@code /shared} is. */
  Path shared() {
    return folder.resolve("shared");
  }

  /**
   * Runs a command and returns what it says.
   *
   * @throws AssertionError if its exit code is not 0
   */
  String run(String command) throws IOException, InterruptedException {
    Process process = process(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + ":\n" + output);
    }
    return output;
  }

  /** Starts a command that goes on until this is closed. */
  void start(String command) throws IOException {
    Path log = folder.resolve(command.replaceAll("\\W.*", "") + ".log");
    background.add(process(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  private ProcessBuilder process(String command) {
    String own =
        command
            .replace("broker:9092", server)
            .replace("/shared/", shared() + "/")
            // There is one broker.
            .replace(
                "--replication-factor 3 --config min.insync.replicas=2", "--replication-factor 1");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", own).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.merge(
        "PATH", folder.resolve("bin").toString(), (path, bin) -> bin + File.pathSeparator + path);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("MESHSTREAM_BUILD", "no");
    environment.put("FLINK_HOME", flink.conf().getParent().toString());
    environment.put("FLINK_LIB_DIR", folder.resolve("lib").toString());
    environment.putAll(flink.environment());
    return builder;
  }

  @Override
  public void close() {
    for (Process process : background) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    background.forEach(process -> process.onExit().join());
  }
}

package io.meshstream.tools.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a folder with Flink in it is to those who run one: configuration, class path, logs. The
 * class path has what Flink brings and ONNX Runtime, and nothing of the job. For one thread.
 */
public final class FlinkDistribution {

  static final String HOST = "127.0.0.1";

  private static final Set<Integer> RETURNED_PORTS = ConcurrentHashMap.newKeySet();

  private static final String LOGGING =
      """
      <Configuration>
        <Appenders>
          <Console name="console"><PatternLayout pattern="%d %-5p %c{1} %m%n%ex"/></Console>
        </Appenders>
        <Loggers><Root level="info"><AppenderRef ref="console"/></Root></Loggers>
      </Configuration>
      """;

  /** What the job's jar brings along, and what no cluster has. */
  private static final Pattern NOT_ON_A_CLUSTER =
      Pattern.compile(
          ".*/(target/(classes|test-classes|meshstream-[^/]*)|kafka.*|flink-connector-(kafka|base).*|flink-avro.*|avro-.*|vertx-.*|netty-.*"
              + "|selenium-.*|junit-.*|assertj-.*|archunit-.*|javacv-.*|javacpp-.*|ffmpeg-.*)");

  private final Path folder;
  private final Function<String, List<String>> wrapper;
  private final int restPort;
  private final String classPath;

  private FlinkDistribution(
      Path folder, Function<String, List<String>> wrapper, int restPort, String classPath) {
    this.folder = folder;
    this.wrapper = wrapper;
    this.restPort = restPort;
    this.classPath = classPath;
  }

  /**
   * Makes one.
   *
   * @param folder an empty folder
   * @param configuration what of Flink's configuration is not as here
   */
  static FlinkDistribution in(Path folder, Map<String, String> configuration) throws IOException {
    return in(folder, configuration, List.of(), process -> List.of());
  }

  /**
   * Makes one.
   *
   * @param folder an empty folder
   * @param configuration what of Flink's configuration is not as here
   * @param more jars and folders that are on the class path as well
   * @param wrapper the command for a process, by its name, that the process's own is appended to
   */
  public static FlinkDistribution in(
      Path folder,
      Map<String, String> configuration,
      List<Path> more,
      Function<String, List<String>> wrapper)
      throws IOException {
    String classPath =
        Stream.concat(
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !NOT_ON_A_CLUSTER.matcher(entry.replace('\\', '/')).matches()),
                more.stream().map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator));
    FlinkDistribution flink = new FlinkDistribution(folder, wrapper, freePort(), classPath);
    Map<String, String> settings = flink.defaults();
    settings.putAll(configuration);
    Path conf = Files.createDirectory(flink.conf());
    // What a process that is killed leaves behind goes with the folder.
    Files.createDirectory(folder.resolve("tmp"));
    Files.writeString(
        conf.resolve("config.yaml"),
        settings.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue() + "\n")
            .collect(Collectors.joining()));
    Files.writeString(conf.resolve("log4j2.xml"), LOGGING);
    return flink;
  }

  private Map<String, String> defaults() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("jobmanager.rpc.address", HOST);
    settings.put("jobmanager.rpc.port", Integer.toString(freePort()));
    settings.put("jobmanager.bind-host", HOST);
    settings.put("rest.address", HOST);
    settings.put("rest.port", Integer.toString(restPort));
    settings.put("rest.bind-port", "\"" + restPort + "\"");
    settings.put("taskmanager.host", HOST);
    settings.put("taskmanager.bind-host", HOST);
    settings.put("taskmanager.numberOfTaskSlots", "1");
    settings.put("taskmanager.cpu.cores", "1.0");
    settings.put("taskmanager.memory.framework.heap.size", "64m");
    settings.put("taskmanager.memory.framework.off-heap.size", "64m");
    settings.put("taskmanager.memory.task.heap.size", "256m");
    settings.put("taskmanager.memory.task.off-heap.size", "64m");
    settings.put("taskmanager.memory.managed.size", "16m");
    settings.put("taskmanager.memory.network.min", "64m");
    settings.put("taskmanager.memory.network.max", "64m");
    settings.put("taskmanager.memory.jvm-metaspace.size", "128m");
    settings.put("taskmanager.memory.jvm-overhead.min", "64m");
    settings.put("taskmanager.memory.jvm-overhead.max", "64m");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", "1000");
    settings.put("restart-strategy.fixed-delay.delay", "100 ms");
    // A process that was killed is to be missed soon, one that is slow is not.
    settings.put("heartbeat.interval", "500 ms");
    settings.put("heartbeat.timeout", "30 s");
    settings.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    settings.put("io.tmp.dirs", folder.resolve("tmp").toString());
    return settings;
  }

  /** The folder with {@code config.yaml}. */
  Path conf() {
    return folder.resolve("conf");
  }

  /** What a process's programs are to find in their environment. */
  Map<String, String> environment() {
    return Map.of("FLINK_CONF_DIR", conf().toString());
  }

  FlinkRest rest() {
    return new FlinkRest(HOST, restPort);
  }

  /** The command that runs a main class of Flink's, to which its arguments are appended. */
  List<String> command(Class<?> main) {
    return command(classPath, main);
  }

  /** The same with another class path. */
  List<String> command(String otherClassPath, Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        // Many processes share few cores, and most of them do not live long.
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        // What Flink's scripts open of the JDK, as far as this job needs it.
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "-Dlog4j.configurationFile=" + conf().resolve("log4j2.xml"),
        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
        "-cp",
        otherClassPath,
        main.getName());
  }

  /** Starts a main class of Flink's; what it says goes to its log. */
  Process start(String name, Class<?> main, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(wrapper.apply(name));
    all.addAll(command(main));
    all.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().putAll(environment());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
        .start();
  }

  /** Where a process of this name writes to. */
  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Returns a port that is free, and that was not returned before: that may be yet to be taken. */
  static int freePort() throws IOException {
    int port;
    do {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
    } while (!RETURNED_PORTS.add(port));
    return port;
  }
}

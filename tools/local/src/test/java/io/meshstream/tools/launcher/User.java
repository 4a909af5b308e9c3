package io.meshstream.tools.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody who runs commands by their launcher, with a home and a temporary folder of their own.
 */
final class User {

  /** What ends a process: as Ctrl-C does, which processes in the background ignore, or at once. */
  enum Signal {
    TERM,
    KILL
  }

  private static final Path LAUNCHER = Path.of("../meshstream").toAbsolutePath();

  private final Path folder;
  private final Path home;
  private final Path temporary;

  private User(Path folder, Path home, Path temporary) {
    this.folder = folder;
    this.home = home;
    this.temporary = temporary;
  }

  /** Makes one, whose folders have names that need care. */
  static User in(Path folder) throws IOException {
    return new User(
        folder,
        Files.createDirectory(folder.resolve("Zuhause für uns")),
        Files.createDirectory(folder.resolve("kurz da")));
  }

  Path cache() {
    return home.resolve(".cache").resolve("meshstream");
  }

  Path temporary() {
    return temporary;
  }

  /** Starts a command; what it says goes to a file. */
  Process start(String... arguments) throws IOException {
    return start(List.of(), Map.of(), arguments);
  }

  /**
   * Starts a command.
   *
   * @param wrapper what the launcher is started by
   * @param environment more variables
   */
  Process start(List<String> wrapper, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    List.of("XDG_CACHE_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "MAVEN_OPTS")
        .forEach(variables::remove);
    variables.put("HOME", home.toString());
    variables.put("TMPDIR", temporary.toString());
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    // What has been built is what is tested.
    variables.put("MESHSTREAM_BUILD", "no");
    variables.putAll(environment);
    return builder
        .redirectOutput(output(arguments[0]).toFile())
        .redirectError(errors(arguments[0]).toFile())
        .start();
  }

  /** Runs a command to its end and returns its exit code. */
  int run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).waitFor();
  }

  static void send(Signal signal, Process process) throws IOException, InterruptedException {
    // The shell's own: not every machine has a program of this name.
    new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, process.pid()))
        .start()
        .waitFor();
  }

  /** Where the last command of a name writes what it is asked for. */
  Path output(String command) {
    return folder.resolve(command + ".out");
  }

  /** Where the last command of a name writes its errors. */
  Path errors(String command) {
    return folder.resolve(command + ".err");
  }

  /** The files and folders that are left, but for the cache; those above others are not named. */
  List<String> left() throws IOException {
    List<String> left = new ArrayList<>();
    for (Path root : List.of(home, temporary)) {
      try (Stream<Path> tree = Files.walk(root)) {
        tree.filter(path -> !path.equals(root) && !path.startsWith(cache()))
            .filter(path -> !cache().startsWith(path))
            .forEach(path -> left.add(folder.relativize(path).toString()));
      }
    }
    return left;
  }
}

package io.meshstream.tools.console;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module as a product of its own: the program with nothing on its class path but what it needs to
 * run.
 */
public final class TestingProduct {

  /** What the build has written there: the class path without the module itself. */
  private static final Path CLASS_PATH = Path.of("target", "runtime-class-path.txt");

  private TestingProduct() {}

  /** Returns the files and folders on the class path. */
  public static List<Path> classPath() throws IOException {
    return Stream.concat(
            Stream.of("target/classes"),
            Stream.of(Files.readString(CLASS_PATH).strip().split(File.pathSeparator)))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  /** Returns the names of the libraries on the class path. */
  public static List<String> libraries() throws IOException {
    return classPath().stream()
        .map(entry -> String.valueOf(entry.getFileName()))
        .filter(name -> name.endsWith(".jar"))
        .toList();
  }

  /**
   * Starts the program.
   *
   * @param folder where it keeps what it writes
   * @param arguments the command and its options
   */
  public static Process start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-Dmeshstream.log=" + folder.resolve("product.log"));
    command.add("-cp");
    command.add(
        classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add("io.meshstream.tools.Meshstream");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}

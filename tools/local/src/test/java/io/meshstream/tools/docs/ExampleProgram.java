package io.meshstream.tools.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * A program of the documentation that consumes a topic, in a process of its own.
 *
 * <p>{@code MESHSTREAM_EXAMPLES} names a folder with what programs need, if it is not where the
 * languages look for it: {@code python}, a virtual environment, and {@code node_modules}.
 */
final class ExampleProgram {

  private static final Optional<Path> PACKAGES =
      Optional.ofNullable(System.getenv("MESHSTREAM_EXAMPLES")).map(Path::of);
  private static final long PATIENCE_SECONDS = 120;

  private ExampleProgram() {}

  /**
   * What runs programs in Python; skips the test where that or a package is missing.
   *
   * @param packages what they import
   * @param remedy how these are installed
   */
  static String python(String packages, String remedy) throws InterruptedException {
    String python = PACKAGES.map(found -> found + "/python/bin/python").orElse("python3");
    assumeTrue(
        succeeds(List.of(python, "-c", "import " + packages)),
        "Python example: not run; install Python 3 and its packages with '%s', or set MESHSTREAM_EXAMPLES"
            .formatted(remedy));
    return python;
  }

  /** What runs programs in JavaScript; skips the test where that or a package is missing. */
  static String node() throws InterruptedException {
    assumeTrue(
        succeeds(List.of("node", "-e", "require('kafkajs'); require('avsc')")),
        "JavaScript example: not run; install Node 20 and its packages with 'npm install kafkajs"
            + " avsc', or set MESHSTREAM_EXAMPLES");
    return "node";
  }

  /**
   * Runs a program until it has printed the last of these lines, sees that it has printed just
   * these, and that it ends in good order.
   *
   * @param group its consumer group, which it must leave
   * @param folder where its errors are written
   */
  static void assertPrints(
      List<String> expected, List<String> command, String servers, String group, Path folder)
      throws Exception {
    File errors = Files.createTempFile(folder, "errors", ".txt").toFile();
    Process program = process(command).redirectError(errors).start();
    try {
      CompletableFuture<List<String>> printed =
          CompletableFuture.supplyAsync(
              () -> linesUpTo(program, expected.get(expected.size() - 1)));

      assertThat(printed)
          .as(() -> "what it prints; its errors are " + contents(errors))
          .succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .isEqualTo(expected);

      program.toHandle().destroy();
      assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(members(servers, group)).as("who has not left the group").isEmpty();
      assertThat(errors.toPath()).content().doesNotContain("Traceback", "Exception in thread");
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private static String contents(File file) {
    try {
      return Files.readString(file.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collection<MemberDescription> members(String servers, String group)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members();
    }
  }

  /** What a program prints until a line comes, or it ends. */
  private static List<String> linesUpTo(Process program, String last) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = program.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.equals(last)) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      return process(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  private static ProcessBuilder process(List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    PACKAGES.ifPresent(
        found -> process.environment().put("NODE_PATH", found.resolve("node_modules").toString()));
    return process;
  }
}

package io.meshstream.tools.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real schema registry, Apicurio's, in a process of its own, with its data in memory.
 *
 * <p>{@code MESHSTREAM_APICURIO} names the folder that its archive was unpacked into. It runs on
 * Java 21 or later, which is looked for where Linux keeps them.
 */
final class ApicurioRegistry implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int FIRST_JAVA = 21;

  private final Process process;
  private final int port;

  private ApicurioRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one, and waits until it serves; skips the test where that cannot be. */
  static ApicurioRegistry start(Path folder) throws IOException, InterruptedException {
    Optional<Path> jar =
        Optional.ofNullable(System.getenv("MESHSTREAM_APICURIO"))
            .map(found -> Path.of(found, "quarkus-run.jar"))
            .filter(Files::isRegularFile);
    assumeTrue(
        jar.isPresent(),
        "Schema registry: not run; unpack io.apicurio:apicurio-registry-app:3.3.3:tar.gz:all of"
            + " Maven Central, and set MESHSTREAM_APICURIO to its folder");
    Optional<Path> java = java();
    assumeTrue(java.isPresent(), "Schema registry: not run; it needs Java 21 or later");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                java.get().toString(),
                "-Xmx400m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                jar.get().toString())
            .directory(folder.toFile());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    ApicurioRegistry registry = new ApicurioRegistry(process, port);
    registry.awaitAnswer();
    return registry;
  }

  private static Optional<Path> java() throws IOException {
    if (Runtime.version().feature() >= FIRST_JAVA) {
      return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
    }
    Path homes = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(homes)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(homes)) {
      List<Path> sorted = all.sorted().toList();
      for (Path home : sorted) {
        Path release = home.resolve("release");
        if (Files.isRegularFile(release)
            && Files.readString(release).lines().anyMatch(ApicurioRegistry::isNewEnough)) {
          return Optional.of(home.resolve("bin/java"));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNewEnough(String line) {
    return line.startsWith("JAVA_VERSION=\"")
        && Runtime.Version.parse(line.substring(14, line.length() - 1)).feature() >= FIRST_JAVA;
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest question = HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        if (http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      boolean unused = process.waitFor(200, TimeUnit.MILLISECONDS);
    }
    close();
    throw new IOException("the registry has not come up; see registry.log");
  }

  /** Returns where its API like Confluent's is. */
  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}

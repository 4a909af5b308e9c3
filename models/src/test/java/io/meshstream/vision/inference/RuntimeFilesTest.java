package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.meshstream.vision.detection.DetectorModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a process leaves that has run a model. */
class RuntimeFilesTest {

  private static final String CACHE = "meshstream.native.cache";

  @TempDir private Path folder;

  private Path temporary;
  private Path cache;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    cache = folder.resolve("cache");
  }

  @Test
  void aKilledProcessLeavesNothingButTheCache() throws Exception {
    kill(start("-D" + CACHE + "=" + cache));

    assertThat(temporary).isEmptyDirectory();
    assertThat(files(cache)).hasSizeBetween(2, 3);
  }

  @Test
  void theNextProcessTakesTheLibrariesFromTheCache() throws Exception {
    kill(start("-D" + CACHE + "=" + cache));
    List<FileTime> written = times();

    kill(start("-D" + CACHE + "=" + cache));

    assertThat(times()).isEqualTo(written);
  }

  @Test
  void librariesThatAreLaidOutAreTakenFromThere() throws Exception {
    kill(start("-D" + CACHE + "=" + cache));
    Path laidOut = files(cache).get(0).getParent();
    Path unused = folder.resolve("unused");

    kill(start("-D" + CACHE + "=" + unused, "-Donnxruntime.native.path=" + laidOut));

    assertThat(unused).doesNotExist();
  }

  @Test
  void librariesThatTheJarDoesNotHaveAreTakenFromTheLibraryPath() throws Exception {
    kill(start("-D" + CACHE + "=" + cache));
    Path laidOut = files(cache).get(0).getParent();
    Path unused = folder.resolve("unused");
    String packed = jarOf(OrtEnvironment.class).toString();
    String relieved = withoutLibraries(jarOf(OrtEnvironment.class)).toString();
    String classPath = System.getProperty("java.class.path").replace(packed, relieved);

    kill(startOn(classPath, "-D" + CACHE + "=" + unused, "-Djava.library.path=" + laidOut));

    assertThat(unused).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path withoutLibraries(Path jar) throws IOException {
    Path copy = Files.copy(jar, folder.resolve("relieved.jar"));
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      for (Path library : files(zip.getPath("/ai/onnxruntime/native"))) {
        Files.delete(library);
      }
    }
    return copy;
  }

  private Process start(String... options) throws IOException {
    return startOn(System.getProperty("java.class.path"), options);
  }

  /** Starts a process and waits until it has run a model. */
  private Process startOn(String classPath, String... options) throws IOException {
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of("-Djava.io.tmpdir=" + temporary),
                Stream.of(options),
                Stream.of(Load.class.getName()))
            .flatMap(each -> each)
            .toList();
    ProcessBuilder java = new ProcessBuilder(command);
    java.environment().put("CLASSPATH", classPath);
    Process process = java.redirectErrorStream(true).start();
    assertThat(process.inputReader().readLine()).isEqualTo(Load.READY);
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private List<FileTime> times() throws IOException {
    List<Path> files = files(cache);
    FileTime[] times = new FileTime[files.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = Files.getLastModifiedTime(files.get(i));
    }
    return List.of(times);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Runs in the process, until it is killed. */
  static final class Load {

    static final String READY = "ready";

    private Load() {}

    public static void main(String[] arguments) throws IOException {
      // Asks before any session is opened, as the job does.
      boolean unused = Device.cuda(0).isBuiltIn();
      ModelSession.open(
              ModelStore.bundled(),
              DetectorModel.SHORT_RANGE.descriptor(),
              Flavour.CPU,
              Device.cpu())
          .close();
      System.out.println(READY);
      int ignored = System.in.read();
    }
  }
}

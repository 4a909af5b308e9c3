package io.meshstream.tools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFolderTest {

  @TempDir private Path parent;

  @Test
  void isDeletedWithAllThatIsInIt() throws IOException {
    Path folder = make("meshstream-process-1");
    ProcessFolder own = ProcessFolder.at(folder);
    own.take();
    Files.writeString(Files.createDirectory(folder.resolve("inner")).resolve("file"), "x");

    own.delete();
    own.delete();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void theNextProcessDeletesWhatAKilledOneLeft() throws Exception {
    Path folder = make("meshstream-process-1");
    Process killed = holder(folder);
    killed.destroyForcibly().waitFor();
    assertThat(folder).isNotEmptyDirectory();

    ProcessFolder.at(make("meshstream-process-2")).take();

    assertThat(folder).doesNotExist();
  }

  @Test
  void theFolderOfARunningProcessIsLeftAlone() throws Exception {
    Path folder = make("meshstream-process-1");
    Process running = holder(folder);
    try {
      ProcessFolder.at(make("meshstream-process-2")).take();
      assertThat(folder.resolve("lock")).exists();
    } finally {
      running.destroyForcibly().waitFor();
    }
  }

  @Test
  void aFolderWhoseProcessHasNotLockedItYetIsLeftAlone() throws IOException {
    Path young = make("meshstream-process-1");
    Path old = make("meshstream-process-2");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(2 * 60 * 60)));

    ProcessFolder.at(make("meshstream-process-3")).take();

    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path elsewhere = make("elsewhere");
    Files.createFile(elsewhere.resolve("lock"));
    Files.createSymbolicLink(parent.resolve("meshstream-process-1"), elsewhere);

    ProcessFolder.at(make("meshstream-process-2")).take();

    assertThat(elsewhere.resolve("lock")).exists();
  }

  @Test
  void saysInOneLineThatItCannotBeWrittenTo() {
    ProcessFolder missing = ProcessFolder.at(parent.resolve("missing"));

    assertThatThrownBy(missing::take)
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("temporary folder: " + parent.resolve("missing"))
        .hasMessageContaining("TMPDIR");
  }

  private Path make(String name) throws IOException {
    return Files.createDirectory(parent.resolve(name));
  }

  /** Starts a process that has taken the folder. */
  private static Process holder(Path folder) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Holder.class.getName(),
            folder.toString());
    java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = java.redirectErrorStream(true).start();
    assertThat(process.inputReader().readLine()).isEqualTo(Holder.READY);
    return process;
  }

  /** Runs in the process, until it is killed. */
  static final class Holder {

    static final String READY = "ready";

    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      ProcessFolder.at(Path.of(arguments[0])).take();
      System.out.println(READY);
      int ignored = System.in.read();
    }
  }
}

package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.tools.console.CommandFailure;
import java.io.File;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

  private static final File PARENT = new File("some", "folder");

  @Test
  void refusesADiskThatIsAllButFullBeforeAnythingStarts() {
    assertThatThrownBy(() -> TemporaryFolder.requireSpace(PARENT, 5 << 20))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "temporary folder: %s, 5 MB free (expected: at least 256 MB); free some space or choose"
                + " another with TMPDIR",
            PARENT);
    assertThatCode(() -> TemporaryFolder.requireSpace(PARENT, 256 << 20))
        .doesNotThrowAnyException();
  }

  @Test
  void isGoneWithAllThatIsInItWhenClosed() throws Exception {
    TemporaryFolder folder = new TemporaryFolder();
    Files.writeString(folder.folder("inner").resolve("file"), "text");

    folder.close();

    assertThat(folder.path()).doesNotExist();
  }
}

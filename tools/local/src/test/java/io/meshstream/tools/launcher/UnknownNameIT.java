package io.meshstream.tools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose own name has no address, as in some containers. */
@DisabledOnOs(OS.WINDOWS)
class UnknownNameIT {

  @TempDir private Path folder;

  @Test
  void localSaysWhatIsMissingAndHowToAddIt() throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
    User user = User.in(folder);

    Process local =
        user.start(
            List.of(),
            Map.of("JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts),
            "local",
            "--no-view",
            "--cameras=1",
            "--size=320x180");

    assertThat(local.waitFor()).isNotZero();
    assertThat(user.errors("local"))
        .content()
        .containsPattern(
            "host name: (\\S+) \\(expected: it has an address, which Flink looks up\\);"
                + " add the line \"127\\.0\\.0\\.1 \\1\" to /etc/hosts");
    assertThat(user.left()).isEmpty();
  }
}

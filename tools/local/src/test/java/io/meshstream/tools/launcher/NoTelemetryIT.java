package io.meshstream.tools.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the whole system tells anything, and what it writes where: as the kernel sees it. */
class NoTelemetryIT {

  private static final int FRAMES_PER_SECOND = 5;

  /** What reports to its maker need not do so at once. */
  private static final int SECONDS = 32;

  @TempDir private Path folder;

  @Test
  void aRunTalksToItselfAloneAndWritesToItsOwnFoldersAlone() throws Exception {
    Path trace = folder.resolve("trace");
    Optional<List<String>> strace = SystemCalls.tracer(trace);
    assumeTrue(strace.isPresent(), "strace: not there, or it may not trace; install it");
    User user = User.in(folder);

    Process local =
        user.start(
            strace.get(),
            // That nothing is reported must not depend on the launcher's forbidding it.
            Map.of("ORT_DISABLE_TELEMETRY", "0"),
            "local",
            "--cameras",
            "1",
            "--fps",
            Integer.toString(FRAMES_PER_SECOND),
            "--size",
            "320x180",
            "--frames",
            Integer.toString(FRAMES_PER_SECOND * SECONDS),
            "--view-port",
            "0");
    assertThat(local.waitFor()).isZero();

    SystemCalls calls = SystemCalls.read(trace);
    assertThat(calls.lines()).anyMatch(line -> line.contains("connect("));
    assertThat(calls.strangers()).isEmpty();
    assertThat(calls.filesOutside(List.of(user.cache(), user.temporary()))).isEmpty();
    assertThat(user.left()).isEmpty();
  }
}

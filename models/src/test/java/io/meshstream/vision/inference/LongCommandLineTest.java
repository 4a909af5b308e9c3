package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.detection.DetectorModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line of a cluster's process, with its long class path, does to the runtime. */
class LongCommandLineTest {

  @TempDir private Path folder;

  @Test
  void theRuntimeStartsWhateverTheLengthOfTheCommandLine() throws Exception {
    assertThat(exitCode("x".repeat(100_000))).isZero();
  }

  private int exitCode(String padding) throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dpadding=" + padding,
            Start.class.getName());
    java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    java.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
    return java.start().waitFor();
  }

  /** Runs in the process. */
  static final class Start {

    private Start() {}

    public static void main(String[] arguments) {
      boolean unused = Device.cuda(0).isBuiltIn();
      ModelSession.open(
              ModelStore.bundled(),
              DetectorModel.SHORT_RANGE.descriptor(),
              Flavour.CPU,
              Device.cpu())
          .close();
    }
  }
}

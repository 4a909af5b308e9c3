package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.sample.Portrait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaceModelsTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int ROUNDS = 30;

  /** Far less than what the models of all rounds take, and more than an allocator keeps back. */
  private static final long MOST_KILOBYTES = 64 * 1024;

  @Test
  void modelsThatAreClosedLeaveNoNativeMemoryBehind() throws IOException {
    assumeTrue(Files.exists(STATUS), "only Linux says how much memory a process has");
    useManyTimes();
    long before = residentKilobytes();

    useManyTimes();

    assertThat(residentKilobytes() - before).isLessThan(MOST_KILOBYTES);
  }

  @Test
  void batchesOfOneFrameGiveTheStepThatRunsOfOneItemGive() {
    Step alone = step(Batching.off());

    assertThat(step(new Batching(List.of(4), Duration.ZERO)).state()).isEqualTo(alone.state());
  }

  private static void useManyTimes() {
    for (int round = 0; round < ROUNDS; round++) {
      step(round % 2 == 0 ? Batching.off() : new Batching(List.of(2), Duration.ZERO));
    }
    // What is left of buffers goes with their Java objects.
    System.gc();
  }

  private static Step step(Batching batching) {
    try (FaceModels models = FaceModels.open(Device.cpu(), batching)) {
      return new FaceMesh(models, FaceMeshOptions.defaults())
          .step(TrackingState.initial(), Portrait.picture());
    }
  }

  private static long residentKilobytes() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }
}

package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.frames.EncodedPicture;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.DeviceUnavailableException;
import io.meshstream.vision.inference.RunCount;
import io.meshstream.vision.sample.Portrait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaceMeshVisionTest {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void onACpuFacesAreNotBatchedAndThereIsAThreadForEachCore() {
    FaceMeshVision vision = vision();

    assertThat(vision.batching(Device.cpu())).isEqualTo(Batching.off());
    try (VisionEngine engine = open("--inference.device=cpu")) {
      assertThat(engine.width()).isEqualTo(CORES + 1);
    }
  }

  @Test
  void onAGpuAllRunsAreOfOneSizeUnlessTheOptionSaysOtherwise() {
    assertThat(vision().batching(Device.cuda(0)).sizes()).containsExactly(32);
    assertThat(vision("--inference.batch-sizes=4,16").batching(Device.cuda(0)).sizes())
        .containsExactly(4, 16);
  }

  @Test
  void facesOfManyFramesShareRunsAndAreSeenAsAlone() throws Exception {
    byte[] portrait = Portrait.png();
    ParsedFrame.Valid frame =
        new ParsedFrame.Valid(new FrameHeader("cam", 0, 0, 0), EncodedPicture.file(portrait));
    Object alone;
    try (VisionEngine engine = open("--inference.device=cpu")) {
      alone = seen(engine.look(TaskState.initial(), frame, () -> true));
    }

    try (VisionEngine engine =
        open(
            "--inference.device=cpu",
            "--inference.batch-sizes=4",
            "--inference.batch-delay=1 s",
            "--compute.threads=8")) {
      List<CompletableFuture<Sight>> sights = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        sights.add(engine.look(TaskState.initial(), frame, () -> true));
      }
      for (CompletableFuture<Sight> sight : sights) {
        assertThat(seen(sight)).isEqualTo(alone);
      }
      assertThat(engine.runs().detector()).isEqualTo(new RunCount(4, 16));
      assertThat(engine.runs().landmarks()).isEqualTo(new RunCount(4, 16));
    }
  }

  @Test
  void batchesGetEnoughThreadsToFillOneWhileAnotherRuns() {
    try (VisionEngine engine = open("--inference.device=cpu", "--inference.batch-sizes=8")) {
      assertThat(engine.width()).isEqualTo(CORES + 16 + 1);
    }
  }

  @Test
  void aGpuThatWasAskedForAndCannotBeHadIsAClearError() {
    assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "this machine has a GPU");

    assertThatThrownBy(() -> vision("--inference.device=cuda").open(OptionalInt.of(2)))
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageStartingWith("inference device: cuda:2, ");
  }

  @Test
  void aGpuThatIsOnlyPreferredAndCannotBeHadIsTheCpu() {
    assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "this machine has a GPU");

    String cpuModels;
    try (VisionEngine engine = open("--inference.device=cpu")) {
      cpuModels = engine.modelId();
    }
    try (VisionEngine unassigned = vision().open(OptionalInt.empty());
        VisionEngine assigned = vision().open(OptionalInt.of(0))) {
      assertThat(unassigned.modelId()).isEqualTo(cpuModels);
      assertThat(assigned.modelId()).isEqualTo(cpuModels);
    }
  }

  private static Object seen(CompletableFuture<Sight> sight) throws Exception {
    return ((Sight.Seen) sight.get()).step().state();
  }

  private static VisionEngine open(String... options) {
    return vision(options).open(OptionalInt.empty());
  }

  private static FaceMeshVision vision(String... options) {
    return new FaceMeshVision(JobSettings.from(options, Map.of()));
  }
}

package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.frames.EncodedPicture;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
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
class OnnxVisionEngineFactoryTest {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void onACpuFacesAreNotBatchedAndThereIsAThreadForEachCore() {
    OnnxVisionEngineFactory engines = engines();

    assertThat(engines.batching(Device.cpu())).isEqualTo(Batching.off());
    try (VisionEngine engine = open("--inference.device=cpu")) {
      assertThat(engine.width()).isEqualTo(CORES + 1);
    }
  }

  @Test
  void onAGpuAllRunsAreOfOneSizeUnlessTheOptionSaysOtherwise() {
    assertThat(engines().batching(Device.cuda(0)).sizes()).containsExactly(32);
    assertThat(engines("--inference.batch-sizes=4,16").batching(Device.cuda(0)).sizes())
        .containsExactly(4, 16);
  }

  @Test
  void facesOfManyFramesShareRunsAndAreSeenAsAlone() throws Exception {
    byte[] portrait = Portrait.png();
    ParsedFrame.Valid frame =
        new ParsedFrame.Valid(new FrameHeader("cam", 0, 0, 0), EncodedPicture.file(portrait));
    Object alone;
    try (VisionEngine engine = open("--inference.device=cpu")) {
      alone = state(analyse(engine, frame));
    }

    try (VisionEngine engine =
        open(
            "--inference.device=cpu",
            "--inference.batch-sizes=4",
            "--inference.batch-delay=1 s",
            "--compute.threads=8")) {
      // A frame that is on its way all the time: runs wait until they are full.
      TaskLease onItsWay = engine.lease("", TaskSettings.of(TaskKind.FACE_MESH));
      List<CompletableFuture<Analysis>> analyses = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        analyses.add(analyse(engine, frame));
      }
      for (CompletableFuture<Analysis> analysis : analyses) {
        assertThat(state(analysis)).isEqualTo(alone);
      }
      onItsWay.close();
      assertThat(engine.counts().models().detector()).isEqualTo(new RunCount(4, 16));
      assertThat(engine.counts().models().landmarks()).isEqualTo(new RunCount(4, 16));
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

    assertThatThrownBy(() -> engines("--inference.device=cuda").open(OptionalInt.of(2)))
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageStartingWith("inference device: cuda:2, ");
  }

  @Test
  void aGpuThatIsOnlyPreferredAndCannotBeHadIsTheCpu() {
    assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "this machine has a GPU");

    String cpuModels;
    try (VisionEngine engine = open("--inference.device=cpu")) {
      cpuModels = modelId(engine);
    }
    try (VisionEngine unassigned = engines().open(OptionalInt.empty());
        VisionEngine assigned = engines().open(OptionalInt.of(0))) {
      assertThat(modelId(unassigned)).isEqualTo(cpuModels);
      assertThat(modelId(assigned)).isEqualTo(cpuModels);
    }
  }

  @Test
  void aFrameIsAnalysedByTheTaskThatItsLeaseNames() throws Exception {
    ParsedFrame.Valid frame =
        new ParsedFrame.Valid(new FrameHeader("cam", 0, 0, 0), EncodedPicture.file(Portrait.png()));
    try (VisionEngine engine = open("--inference.device=cpu")) {
      Analysis.Completed mesh = (Analysis.Completed) analyse(engine, frame).get();
      TaskLease detection = engine.lease("", TaskSettings.of(TaskKind.FACE_DETECTION));
      Analysis.Completed detected =
          (Analysis.Completed)
              engine
                  .analyse(new AnalysisRequest(detection, TaskState.initial(), frame, () -> true))
                  .get();

      assertThat(mesh.step().result().faces().get(0).landmarks().count()).isEqualTo(468);
      assertThat(detected.step().result().faces().get(0).landmarks().count()).isZero();
      assertThat(mesh.modelId()).startsWith(detected.modelId() + "-");
    }
  }

  private static CompletableFuture<Analysis> analyse(VisionEngine engine, ParsedFrame.Valid frame) {
    TaskLease lease = engine.lease("", TaskSettings.of(TaskKind.FACE_MESH));
    return engine.analyse(new AnalysisRequest(lease, TaskState.initial(), frame, () -> true));
  }

  private static Object state(CompletableFuture<Analysis> analysis) throws Exception {
    return ((Analysis.Completed) analysis.get()).step().state();
  }

  private static String modelId(VisionEngine engine) {
    try (TaskLease lease = engine.lease("", TaskSettings.of(TaskKind.FACE_MESH))) {
      return lease.modelId();
    }
  }

  private static VisionEngine open(String... options) {
    return engines(options).open(OptionalInt.empty());
  }

  private static OnnxVisionEngineFactory engines(String... options) {
    return new OnnxVisionEngineFactory(JobSettings.from(options, Map.of()));
  }
}

package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.inference.RunCount;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSetTest {

  private static final Frame PORTRAIT = Frame.of(Portrait.picture());
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int ROUNDS = 30;

  /** Far less than what the models of all rounds take, and more than an allocator keeps back. */
  private static final long MOST_KILOBYTES = 64 * 1024;

  @Test
  void modelsThatAreClosedLeaveNoNativeMemoryBehind() throws Exception {
    assumeTrue(Files.exists(STATUS), "only Linux says how much memory a process has");
    useManyTimes();
    long before = residentKilobytes();

    useManyTimes();

    assertThat(residentKilobytes() - before).isLessThan(MOST_KILOBYTES);
  }

  @Test
  void batchesOfOneFrameGiveTheStepThatRunsOfOneItemGive() throws Exception {
    TaskStep alone = step(Batching.off());

    assertThat(step(new Batching(List.of(4), Duration.ZERO)).state()).isEqualTo(alone.state());
  }

  @Test
  void aClosedSetServesThoseWhoHoldALeaseUntilTheLastHasEnded() throws Exception {
    ModelSet models = ModelSet.open();
    Task task = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models);
    TaskStep before = task.step(TaskState.initial(), PORTRAIT);
    ModelSet.Lease first = models.lease();
    ModelSet.Lease last = models.lease();

    models.close();
    first.close();
    first.close();

    assertThat(task.step(TaskState.initial(), PORTRAIT)).isEqualTo(before);
    last.close();
    assertThatThrownBy(() -> task.step(TaskState.initial(), PORTRAIT))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClosedSetGivesNoLeaseAndLoadsNoModel() {
    ModelSet models = ModelSet.open();
    models.close();
    models.close();

    String message = "model set: closed (expected: open); open another";
    assertThatThrownBy(models::lease).hasMessage(message);
    assertThatThrownBy(() -> TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models))
        .hasMessage(message);
  }

  @Test
  void aDirectoryOfADetectorInPlaceOfTheMeshIsRefusedWhenAllIsLoaded(@TempDir Path folder) {
    new ModelFiles(folder).detectorForMesh("models");

    try (ModelSet models =
        ModelSet.open(
            ModelStore.directory(folder.resolve("models")), Device.cpu(), Batching.off())) {
      assertThatThrownBy(() -> TaskCatalog.loadAll(models))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "model face-landmarks-468.cpu.onnx: input [3, 128, 128], outputs {boxes=14336,"
                  + " scores=896} (expected: input [3, 192, 192], outputs {landmarks=1404,"
                  + " presence=1}, as floats in batches of any size); take a file of"
                  + " face-landmarks-468");
    }
  }

  @Test
  void tasksOfASetShareItsModels() throws Exception {
    try (ModelSet models = ModelSet.open()) {
      Task mesh = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models);
      Task detection = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_DETECTION), models);
      TaskStep unused = mesh.step(TaskState.initial(), PORTRAIT);
      TaskStep unusedToo = detection.step(TaskState.initial(), PORTRAIT);

      assertThat(models.runs()).isEqualTo(new ModelRuns(new RunCount(2, 2), new RunCount(1, 1)));
      assertThat(models.longestRun()).isZero();
      assertThat(mesh.models().hashes()).startsWith(detection.models().hashes().get(0));
    }
  }

  private static void useManyTimes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      step(round % 2 == 0 ? Batching.off() : new Batching(List.of(2), Duration.ZERO));
    }
    // What is left of buffers goes with their Java objects.
    System.gc();
  }

  private static TaskStep step(Batching batching) throws Exception {
    try (ModelSet models = ModelSet.open(ModelStore.bundled(), Device.cpu(), batching)) {
      return TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models)
          .step(TaskState.initial(), PORTRAIT);
    }
  }

  private static long residentKilobytes() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }
}

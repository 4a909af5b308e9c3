package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshstream.vision.Face;
import io.meshstream.vision.Frame;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.RunCount;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryModelsTest {

  private static final TaskSettings MESH = TaskSettings.of(TaskKind.FACE_MESH);
  private static final Frame PORTRAIT = Frame.of(Portrait.picture());
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Far less than the models of all rounds take, and more than an allocator keeps back. */
  private static final long MOST_KILOBYTES = 64 * 1024;

  @TempDir private Path root;

  private ModelFiles files;
  private Models models;

  @BeforeEach
  void open() {
    files = new ModelFiles(root);
    models = open(root.toString());
  }

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    models.close();

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(DirectoryModels.THREAD_NAME)) {
        // One that is about to end is no longer awaited.
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void modelsOfADirectoryAreNamedByTheirContentAndSeeWhatTheySee() throws Exception {
    files.shiftedMesh("next", 2);
    Face own = face("");

    models.load("next").get();

    Face shifted = face("next");
    // Right and down in the region, which is turned.
    double moved =
        Math.hypot(
            shifted.landmarks().x(1) - own.landmarks().x(1),
            shifted.landmarks().y(1) - own.landmarks().y(1));
    double expected = Math.hypot(2, 2) * own.region().width() / 192;
    assertThat(moved).isCloseTo(expected, within(expected / 100));
    assertThat(modelId("next")).isNotEqualTo(modelId(""));
    // The detector is not in the directory.
    assertThat(modelId("next")).startsWith(modelId("").substring(0, 12));
  }

  @Test
  void whoeverHasALeaseGoesOnWithModelsThatWereUnloaded() throws Exception {
    files.shiftedMesh("next", 2);
    models.load("next").get();
    Face before = face("next");
    try (TaskLease lease = models.lease("next", MESH)) {

      models.unload("next");

      assertThat(face(lease)).isEqualTo(before);
      assertThatThrownBy(() -> models.lease("next", MESH))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void allSubtasksOfAProcessShareTheModelsOfADirectory() throws Exception {
    files.shiftedMesh("next", 2);
    try (Models neighbour = open(root.toString())) {
      CompletableFuture<Void> first = models.load("next");
      CompletableFuture<Void> second = neighbour.load("next");
      first.get();
      second.get();
      Face unused = face("next");

      assertThat(neighbour.runs()).isEqualTo(models.runs());
      models.unload("next");
      try (TaskLease lease = neighbour.lease("next", MESH)) {
        assertThat(face(lease).landmarks().count()).isEqualTo(468);
      }
    }
  }

  @Test
  void runsOfModelsThatWereUnloadedStillCount() throws Exception {
    files.shiftedMesh("next", 2);
    models.load("next").get();
    Face unused = face("next");

    models.unload("next");

    assertThat(models.runs().landmarks()).isEqualTo(new RunCount(1, 1));
  }

  @Test
  void modelsThatAreLoadedAndUnloadedLeaveNoNativeMemoryBehind() throws Exception {
    assumeTrue(Files.exists(STATUS), "only Linux says how much memory a process has");
    files.shiftedMesh("next", 2);
    changeManyTimes();
    long before = residentKilobytes();

    changeManyTimes();

    assertThat(residentKilobytes() - before).isLessThan(MOST_KILOBYTES);
  }

  private void changeManyTimes() throws Exception {
    for (int round = 0; round < 8; round++) {
      models.load("next").get();
      Face unused = face("next");
      models.unload("next");
    }
    // What is left of buffers goes with their Java objects.
    System.gc();
  }

  @Test
  void aDirectoryThatIsMissingIsRefused() {
    assertThatThrownBy(() -> models.load("other").get())
        .cause()
        .hasMessage(
            "models: other, no such directory (expected: one in models.directory = %s, on every"
                    .formatted(root)
                + " TaskManager); put it there and set it again");
  }

  @Test
  void noNameLeadsOutOfTheDirectory() throws IOException {
    Path inner = Files.createDirectory(root.resolve("inner"));
    files.shiftedMesh("next", 2);
    try (Models confined = open(inner.toString())) {
      for (String name : new String[] {"../next", "..", ".", root.resolve("next").toString()}) {
        assertThatThrownBy(() -> confined.load(name).get())
            .cause()
            .hasMessage(
                "models: %s, no such directory (expected: one in models.directory = %s, on every"
                        .formatted(name, inner)
                    + " TaskManager); put it there and set it again");
      }
    }
  }

  @Test
  void withoutTheOptionAnyDirectoryIsRefused() {
    try (Models confined = open("")) {
      assertThatThrownBy(() -> confined.load("next").get())
          .cause()
          .hasMessage(
              "models: next, no directories of models (expected: models.directory is set); set"
                  + " models.directory and start the job again");
    }
  }

  @Test
  void modelsThatAreNotWhatTheyShouldBeAreRefusedAndMayBeLoadedOnceTheyAre() throws Exception {
    files.detectorForMesh("next");
    assertThatThrownBy(() -> models.load("next").get())
        .cause()
        .hasMessageStartingWith(
            "models: next, model face-landmarks-468.cpu.onnx: input [3, 128, 128], ");
    files.truncatedMesh("next");
    assertThatThrownBy(() -> models.load("next").get())
        .hasMessageContaining("(expected: an ONNX file that ONNX Runtime can load)");
    files.meshWithExternalData("next");
    assertThatThrownBy(() -> models.load("next").get())
        .cause()
        .hasMessage(
            "models: next, model face-landmarks-468.cpu.onnx: data in other files (expected: all of"
                + " it in this one, whose hash manifest.properties has); save it without external data");
    files.damagedMesh("next");
    assertThatThrownBy(() -> models.load("next").get())
        .cause()
        .hasMessageContaining("(expected: 0000")
        .hasMessageContaining("the file was changed or damaged");
    assertThatThrownBy(() -> models.lease("next", MESH)).isInstanceOf(IllegalStateException.class);

    files.shiftedMesh("next", 2);
    models.load("next").get();

    assertThat(face("next").landmarks().count()).isEqualTo(468);
  }

  @Test
  void notMoreThanFourDirectoriesAreLoadedAtATime() throws Exception {
    for (int i = 0; i < 5; i++) {
      files.shiftedMesh("v" + i, i);
    }
    for (int i = 0; i < 4; i++) {
      models.load("v" + i).get();
    }
    assertThatThrownBy(() -> models.load("v4").get())
        .rootCause()
        .hasMessageStartingWith("models: v4 beside [")
        .hasMessageEndingWith("(expected: at most 4 directories at a time); take back some");

    models.unload("v0");

    models.load("v4").get();
  }

  @Test
  void modelsThatAreGivenUpWhileTheyAreLoadedAreNotKept() throws Exception {
    files.shiftedMesh("next", 2);
    CompletableFuture<Void> loading = models.load("next");

    models.unload("next");

    assertThat(loading).satisfiesAnyOf(f -> assertThat(f).isCancelled(), f -> f.get());
    assertThatThrownBy(() -> models.lease("next", MESH)).isInstanceOf(IllegalStateException.class);
  }

  private static Models open(String root) {
    return DirectoryModels.open(
        new SharedModels.Placement(Device.cpu(), Batching.off(), Optional.empty()), root, MESH);
  }

  private Face face(String directory) throws Exception {
    try (TaskLease lease = models.lease(directory, MESH)) {
      return face(lease);
    }
  }

  private static Face face(TaskLease lease) throws Exception {
    return lease.task().step(TaskState.initial(), PORTRAIT).result().faces().get(0);
  }

  private String modelId(String directory) {
    try (TaskLease lease = models.lease(directory, MESH)) {
      return lease.modelId();
    }
  }

  private static long residentKilobytes() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }
}

package io.meshstream.job.tracking;

import static io.meshstream.job.control.ControlRecords.change;
import static io.meshstream.job.control.ControlRecords.config;
import static io.meshstream.job.control.ControlRecords.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.PortraitPictures;
import io.meshstream.job.TestFrames;
import io.meshstream.job.control.TestingHistory;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.job.vision.ShadowDifference;
import io.meshstream.job.vision.ShadowRun;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.TestingEngine;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.ShadowModels;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.testing.ModelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator with real models, which the control topic has it change. */
@Timeout(120)
class ModelChangeTest {

  /** The capture time of a frame is this and its sequence number. */
  private static final long FIRST_MICROS = 1_000_000;

  @TempDir private Path root;

  private final List<byte[]> walk = PortraitPictures.walk();
  private JobSettings settings;
  private OnnxVisionEngineFactory engines;

  @BeforeEach
  void writeModels() {
    ModelFiles files = new ModelFiles(root);
    files.shiftedMesh("next", 2);
    files.detectorForMesh("broken");
    settings = settings("--models.directory=" + root);
    engines = new OnnxVisionEngineFactory(settings);
  }

  @Test
  void allCamerasChangeBetweenTwoFramesAndKeepTheirTracks() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      analyse(harness, frame("a", 0), frame("b", 0));
      announce(harness, 0, "next");
      analyse(harness, frame("a", 1), frame("b", 1));

      List<FrameLandmarks> records = harness.records();
      assertThat(models(records)).containsExactly("own", "own", "next", "next");
      assertThat(trackIds(records, "a")).containsOnly(trackIds(records, "a").get(0)).hasSize(2);
      assertThat(trackIds(records, "b")).containsOnly(trackIds(records, "b").get(0)).hasSize(2);
    }
  }

  @Test
  void framesGoOnWithTheOldModelsWhileOthersAreLoaded() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      analyse(harness, frame("a", 0));
      harness.control(change(0, config("*").setModels("next")));
      harness.hand(frame("a", 1));
      harness.takeInNext();
      harness.takeInNext();
      analyse(harness, frame("a", 2));

      assertThat(models(harness.records())).containsExactly("own", "own", "next");
    }
  }

  @Test
  void modelsThatCannotBeLoadedLeaveTheOnesBeforeInUse() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      announce(harness, 0, "next");
      analyse(harness, frame("a", 0));
      announce(harness, 1, "broken");
      analyse(harness, frame("a", 1));
      announce(harness, 2, "missing");
      analyse(harness, frame("a", 2));

      assertThat(models(harness.records())).containsExactly("next", "next", "next");
      assertThat(refusals(harness))
          .containsExactly(
              "* 0:1 models: broken, model face-landmarks-468.cpu.onnx: input [3, 128, 128],"
                  + " outputs {boxes=14336, scores=896} (expected: input [3, 192, 192], outputs"
                  + " {landmarks=1404, presence=1}, as floats in batches of any size); take a file"
                  + " of face-landmarks-468",
              "* 0:2 models: missing, no such directory (expected: one in models.directory = "
                  + root
                  + ", on every TaskManager); put it there and set it again");
    }
  }

  @Test
  void aRecordRollsBackAndSoDoesTakingItBack() throws Exception {
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      announce(harness, 0, "next");
      analyse(harness, frame("a", 0));
      harness.control(change(1, config("*").setModels("")));
      analyse(harness, frame("a", 1));
      announce(harness, 2, "next");
      analyse(harness, frame("a", 2));
      harness.control(reset("*", 3));
      analyse(harness, frame("a", 3));

      assertThat(models(harness.records())).containsExactly("next", "own", "next", "own");
    }
  }

  @Test
  void theModelsOfACheckpointAreLoadedBeforeTheFirstFrame() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      announce(harness, 0, "next");
      analyse(harness, frame("a", 0));
      state = harness.snapshot();
    }

    try (TrackingHarness harness =
        TrackingHarness.restored(
            settings,
            engines,
            state,
            TestingHistory.of(change(0, config("*").setModels("next"))))) {
      analyse(harness, frame("a", 1));

      assertThat(models(harness.records())).containsExactly("next");
    }
  }

  @Test
  void modelsThatWereRefusedBeforeACheckpointDoNotTakeOverAfterIt() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      announce(harness, 0, "next");
      analyse(harness, frame("a", 0));
      announce(harness, 1, "broken");
      analyse(harness, frame("a", 1));
      state = harness.snapshot();
    }

    try (TrackingHarness harness =
        TrackingHarness.restored(
            settings,
            engines,
            state,
            TestingHistory.of(change(1, config("*").setModels("broken"))))) {
      analyse(harness, frame("a", 2));

      assertThat(models(harness.records())).containsExactly("next");
      assertThat(refusals(harness)).singleElement().asString().startsWith("* 0:1 models: broken, ");
    }
  }

  @Test
  void aJobWhoseModelsAreGoneStartsWithItsOwn() throws Exception {
    OperatorSubtaskState state;
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      announce(harness, 0, "next");
      analyse(harness, frame("a", 0));
      state = harness.snapshot();
    }

    JobSettings elsewhere = settings("--models.directory=" + root.resolve("elsewhere"));
    try (TrackingHarness harness =
        TrackingHarness.restored(
            elsewhere,
            new OnnxVisionEngineFactory(elsewhere),
            state,
            TestingHistory.of(change(0, config("*").setModels("next"))))) {
      analyse(harness, frame("a", 1));

      assertThat(models(harness.records())).containsExactly("own");
    }
  }

  @Test
  void aChangeFromATimeOnFallsOnThatFrameHoweverOftenItIsProcessed() throws Exception {
    CameraConfig.Builder change =
        config("*").setModels("next").setFromCapturedAtMicros(FIRST_MICROS + 2);
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      frames.add(frame("a", i));
    }
    for (int round = 0; round < 3; round++) {
      try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
        harness.control(change(0, change));
        analyse(harness, frames.toArray(SourceFrame[]::new));

        assertThat(models(harness.records())).containsExactly("own", "own", "next", "next");
      }
    }
  }

  @Test
  void withoutADirectoryOfModelsTheJobKeepsItsOwn() throws Exception {
    JobSettings none = settings();
    try (TrackingHarness harness =
        TrackingHarness.started(none, new OnnxVisionEngineFactory(none))) {
      announce(harness, 0, "next");
      analyse(harness, frame("a", 0));

      assertThat(models(harness.records())).containsExactly("own");
    }
  }

  @Test
  void recordsAndStateAreTheSameToTheLastBitWithModelsOnTrial() throws Exception {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < walk.size(); i++) {
      frames.add(frame("a", i));
    }
    List<byte[]> alone;
    try (TrackingHarness harness = TrackingHarness.started(settings, engines)) {
      harness.feed(frames).endInput();
      alone = harness.messages();
    }
    List<Optional<ShadowDifference>> differences = Collections.synchronizedList(new ArrayList<>());

    try (TrackingHarness harness =
        TrackingHarness.started(settings, gpu -> watched(engines.open(gpu), differences))) {
      harness.control(change(0, config("a").setShadow(new ShadowModels("next", 2))));
      harness.takeInNext();
      harness.feed(frames).endInput();

      assertThat(harness.messages()).usingRecursiveComparison().isEqualTo(alone);
    }
    assertThat(differences).hasSizeBetween(1, walk.size() - 1);
    // The mesh is shifted by 2 of 192 pixels of a region of some 100, right and down.
    assertThat(differences.stream().flatMap(each -> each.orElseThrow().faces().pixels().stream()))
        .isNotEmpty()
        .allMatch(pixels -> pixels > 0.5 && pixels < 5);
  }

  /** Returns another engine, of which it is seen what models on trial see. */
  private static VisionEngine watched(
      VisionEngine engine, List<Optional<ShadowDifference>> differences) {
    return TestingEngine.around(
        engine,
        request ->
            engine.analyse(
                new AnalysisRequest(
                    request.lease(),
                    request.state(),
                    request.frame(),
                    request.wanted(),
                    request.shadow().map(run -> watched(run, differences)))));
  }

  private static ShadowRun watched(ShadowRun run, List<Optional<ShadowDifference>> differences) {
    return new ShadowRun(
        run.lease(),
        difference -> {
          differences.add(difference);
          run.taker().accept(difference);
        });
  }

  private static JobSettings settings(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--control.topic=control");
    all.add("--events.topic=events");
    all.add("--inference.device=cpu");
    return JobSettings.from(all.toArray(String[]::new), Map.of());
  }

  /** Announces models, and waits until it is known whether they can be had. */
  private static void announce(TrackingHarness harness, long offset, String models)
      throws Exception {
    harness.control(change(offset, config("*").setModels(models)));
    harness.takeInNext();
  }

  private static void analyse(TrackingHarness harness, SourceFrame... frames) throws Exception {
    harness.feed(frames).endInput();
  }

  private SourceFrame frame(String camera, long sequence) {
    byte[] picture = walk.get((int) sequence);
    return TestFrames.source(
        camera,
        sequence,
        TestFrames.message(
            TestFrames.frame(camera, 0, sequence, picture).setEncoding(PictureEncoding.JPEG)));
  }

  /** Tells of each record whether it is by the job's own models or by the shifted mesh. */
  private List<String> models(List<FrameLandmarks> records) {
    return records.stream()
        .map(record -> record.getModelId().equals(ownModels()) ? "own" : "next")
        .toList();
  }

  private String ownModels() {
    try (VisionEngine engine = engines.open(OptionalInt.empty());
        TaskLease lease = engine.lease("", settings.camera().task())) {
      return lease.modelId();
    }
  }

  private static List<String> refusals(TrackingHarness harness) {
    return harness.refusedModels().stream()
        .map(
            event ->
                "%s %d:%d %s"
                    .formatted(
                        event.getCameraId(),
                        event.getPartition(),
                        event.getOffset(),
                        event.getMessage()))
        .toList();
  }

  private static List<Long> trackIds(List<FrameLandmarks> records, String camera) {
    return records.stream()
        .filter(record -> record.getCameraId().equals(camera))
        .map(record -> record.getFaces().get(0).getTrackId())
        .toList();
  }
}

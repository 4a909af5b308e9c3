package io.meshstream.job.vision;

import static io.meshstream.job.TestFrames.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.vision.ShadowDifference.Comparison;
import io.meshstream.schemas.frames.EncodedPicture;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelIds;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.InferenceException;
import io.meshstream.vision.sample.Portrait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PooledVisionEngineTest {

  private static final PictureLimits LIMITS = PictureLimits.defaults();
  private static final Duration FRAME_TIME = Duration.ofMinutes(10);
  private static final TaskSettings FACE_MESH = TaskSettings.of(TaskKind.FACE_MESH);

  /** The colour of pictures that {@link HelpedTask} has others help with. */
  private static final int HELPED = TestingTask.YAWN;

  @AfterEach
  void noThreadIsLeft() {
    assertThat(threads()).isEmpty();
  }

  @Test
  void framesAreAnalysedByAsManyThreadsAsTold() throws Exception {
    // Nobody passes the barrier alone.
    CyclicBarrier both = new CyclicBarrier(2);
    try (PooledVisionEngine engine = open(new WaitingTask(both::await), 2)) {
      CompletableFuture<Analysis> first = analyse(engine, TestingTask.FACE);
      CompletableFuture<Analysis> second = analyse(engine, TestingTask.FACE);

      assertThat(first.get()).isInstanceOf(Analysis.Completed.class);
      assertThat(second.get()).isInstanceOf(Analysis.Completed.class);
      assertThat(threads()).hasSize(2);
      assertThat(engine.width()).isEqualTo(3);
    }
  }

  @Test
  void allEnginesTogetherHaveTheThreadsOfOneUntilTheLastIsClosed() throws Exception {
    List<PooledVisionEngine> engines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      engines.add(open(new TestingTask(), 2));
    }
    while (!engines.isEmpty()) {
      for (PooledVisionEngine engine : engines) {
        assertThat(analyse(engine, TestingTask.FACE).get()).isInstanceOf(Analysis.Completed.class);
      }
      assertThat(threads()).hasSize(2);
      engines.remove(0).close();
    }
  }

  @Test
  void anEngineThatOpensAfterTheLastHasClosedWorks() throws Exception {
    open(new TestingTask(), 1).close();

    try (PooledVisionEngine engine = open(new TestingTask(), 1)) {
      assertThat(analyse(engine, TestingTask.NO_FACE).get()).isInstanceOf(Analysis.Completed.class);
    }
  }

  @Test
  void unlessToldThereIsAThreadForEachCore() {
    try (PooledVisionEngine engine = open(new TestingTask(), 0)) {
      assertThat(engine.width()).isEqualTo(Runtime.getRuntime().availableProcessors() + 1);
    }
  }

  @Test
  void aFrameThatIsNotWantedAnyMoreIsNotAnalysed() throws Exception {
    try (PooledVisionEngine engine = open(new TestingTask(), 1)) {
      CompletableFuture<Analysis> analysis =
          engine.analyse(request(engine, frame(TestingTask.ERROR), () -> false));

      assertThat(analysis.get()).isEqualTo(new Analysis.Expired());
    }
  }

  @Test
  void anErrorIsToldToWhoAskedAndSparesTheNextFrame() throws Exception {
    try (PooledVisionEngine engine = open(new TestingTask(), 1)) {
      CompletableFuture<Analysis> failed = analyse(engine, TestingTask.ERROR);

      assertThatThrownBy(failed::get).hasCauseInstanceOf(LinkageError.class);
      assertThat(analyse(engine, TestingTask.FACE).get()).isInstanceOf(Analysis.Completed.class);
    }
  }

  @Test
  void closingWaitsForTheFrameThatIsAnalysedAndDropsTheOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    // Ends when it is interrupted, as it is once the engine closes.
    WaitingTask task =
        new WaitingTask(
            () -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    TestingModels models = new TestingModels(task);
    PooledVisionEngine engine = PooledVisionEngine.open(models, LIMITS, FRAME_TIME, 1);
    CompletableFuture<Analysis> running = analyse(engine, TestingTask.FACE);
    CompletableFuture<Analysis> waiting = analyse(engine, TestingTask.FACE);
    begun.await();

    engine.close();

    assertThat(running).isDone();
    assertThat(waiting).isNotDone();
    assertThat(task.running()).isZero();
    assertThat(models.areUnloaded()).isTrue();
  }

  @Test
  void closingIsCompleteEvenInAThreadThatIsInterrupted() throws Exception {
    PooledVisionEngine engine = open(new TestingTask(), 2);
    analyse(engine, TestingTask.FACE).get();
    Thread.currentThread().interrupt();

    engine.close();

    assertThat(threads()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFrameWhoseTimeIsUpIsRejectedAndTheOthersGoOn() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingTask task = new HangingTask();
    try (PooledVisionEngine engine = open(new TestingModels(task), timer)) {
      CompletableFuture<Analysis> hangs = analyse(engine, HangingTask.HANGS);
      CompletableFuture<Analysis> waits = analyse(engine, TestingTask.FACE);
      task.awaitHanging(1);
      assertThat(hangs).isNotDone();

      timer.fire();

      Analysis.Failed failed = (Analysis.Failed) hangs.get();
      assertThat(failed.rejection().reason()).isEqualTo(RejectReason.TIME_LIMIT);
      assertThat(waits.get()).isInstanceOf(Analysis.Completed.class);
      task.letGo();
    }
    awaitThreads();
  }

  @Test
  void aThreadThatComesBackDoesNotStayInAddition() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingTask task = new HangingTask();
    try (PooledVisionEngine engine = open(new TestingModels(task), timer)) {
      CompletableFuture<Analysis> hangs = analyse(engine, HangingTask.HANGS);
      task.awaitHanging(1);
      timer.fire();
      hangs.get();
      assertThat(analyse(engine, TestingTask.FACE).get()).isInstanceOf(Analysis.Completed.class);
      assertThat(threads()).hasSize(2);

      task.letGo();

      while (threads().size() > 1) {
        assertThat(analyse(engine, TestingTask.FACE).get()).isInstanceOf(Analysis.Completed.class);
      }
    }
  }

  @Test
  void modelsAreNotUnloadedUnderAThreadThatDoesNotComeBack() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingTask task = new HangingTask();
    TestingModels models = new TestingModels(task);
    PooledVisionEngine engine = open(models, timer);
    CompletableFuture<Analysis> hangs = analyse(engine, HangingTask.HANGS);
    task.awaitHanging(1);
    timer.fire();
    hangs.get();

    engine.close();
    assertThat(models.areUnloaded()).isFalse();
    task.letGo();

    models.awaitUnloaded();
    awaitThreads();
  }

  @Test
  void whenTooManyThreadsDoNotComeBackTheEngineFails() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingTask task = new HangingTask();
    try (PooledVisionEngine engine = open(new TestingModels(task), timer)) {
      CompletableFuture<Analysis> first = analyse(engine, HangingTask.HANGS);
      task.awaitHanging(1);
      timer.fire();
      assertThat(first.get()).isInstanceOf(Analysis.Failed.class);
      CompletableFuture<Analysis> second = analyse(engine, HangingTask.HANGS);
      task.awaitHanging(1);
      timer.fire();

      assertThatThrownBy(second::get).hasMessageContaining("1 threads do not come back");
      task.letGo();
    }
    awaitThreads();
  }

  @Test
  void aDeviceThatDoesNotComeBackFailsTheEngineAndRejectsNoFrame() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingTask task = new HangingTask();
    TestingModels models = new TestingModels(task);
    models.setLongestRun(FRAME_TIME);
    try (PooledVisionEngine engine = open(models, timer)) {
      CompletableFuture<Analysis> hangs = analyse(engine, HangingTask.HANGS);
      task.awaitHanging(1);
      timer.fire();

      assertThatThrownBy(hangs::get).hasCauseInstanceOf(InferenceException.class);
      task.letGo();
    }
    awaitThreads();
  }

  @Test
  void aFrameThatIsDoneInTimeCancelsItsTimer() throws Exception {
    ManualTimer timer = new ManualTimer();
    try (PooledVisionEngine engine = open(new TestingModels(new HangingTask()), timer)) {
      assertThat(analyse(engine, TestingTask.FACE).get()).isInstanceOf(Analysis.Completed.class);

      assertThat(timer.pending()).isZero();
    }
  }

  @Test
  void threadsWithoutAFrameHelpWithTheOneThatThereIs() throws Exception {
    // Nobody passes the barrier alone.
    CyclicBarrier both = new CyclicBarrier(2);
    HelpedTask task =
        new HelpedTask(
            helpers -> {
              helpers.execute(() -> await(both));
              await(both);
            });
    try (PooledVisionEngine engine = open(task, 2)) {
      assertThat(analyse(engine, HELPED).get()).isInstanceOf(Analysis.Completed.class);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHelperThatDoesNotComeBackInTimeIsReplacedAsWell() throws Exception {
    ManualTimer timer = new ManualTimer();
    CyclicBarrier threeHang = new CyclicBarrier(3);
    CountDownLatch letGo = new CountDownLatch(1);
    HelpedTask task =
        new HelpedTask(
            helpers -> {
              Runnable hang =
                  () -> {
                    await(threeHang);
                    awaitUninterruptibly(letGo);
                  };
              helpers.execute(hang);
              hang.run();
            });
    try (PooledVisionEngine engine = open(new TestingModels(task), timer, 2)) {
      CompletableFuture<Analysis> hangs = analyse(engine, HELPED);
      await(threeHang);

      timer.fire();

      assertThat(((Analysis.Failed) hangs.get()).rejection().reason())
          .isEqualTo(RejectReason.TIME_LIMIT);
      assertThat(analyse(engine, TestingTask.FACE).get()).isInstanceOf(Analysis.Completed.class);
      letGo.countDown();
    }
    awaitThreads();
  }

  @Test
  void nobodyHelpsWithAFrameWhoseTimeIsUp() throws Exception {
    ManualTimer timer = new ManualTimer();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    AtomicInteger helped = new AtomicInteger();
    HelpedTask task =
        new HelpedTask(
            helpers -> {
              begun.countDown();
              awaitUninterruptibly(letGo);
              helpers.execute(helped::incrementAndGet);
            });
    PooledVisionEngine engine = open(new TestingModels(task), timer, 1);
    CompletableFuture<Analysis> hangs = analyse(engine, HELPED);
    begun.await();
    timer.fire();
    hangs.get();
    letGo.countDown();
    while (threads().size() > 1) {
      assertThat(analyse(engine, TestingTask.FACE).get()).isInstanceOf(Analysis.Completed.class);
    }
    engine.close();

    assertThat(helped).hasValue(0);
    awaitThreads();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean isOpen = false;
    while (!isOpen) {
      try {
        latch.await();
        isOpen = true;
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
  }

  @Test
  void modelsOnTrialSeeAFrameOnlyWhenItHasBeenAnalysed() throws Exception {
    CountDownLatch analysed = new CountDownLatch(1);
    Shadow shadow = new Shadow(new WaitingTask(analysed::await));
    try (PooledVisionEngine engine = open(new TestingTask(), 1)) {
      CompletableFuture<Analysis> analysis =
          engine.analyse(shadow.request(engine, TestingTask.FACE));

      assertThat(analysis.get()).isInstanceOf(Analysis.Completed.class);
      assertThat(shadow.difference).isNotDone();
      analysed.countDown();

      assertThat(shadow.difference.get())
          .contains(
              new ShadowDifference(
                  new Comparison(List.of(0.0), /* unmatched= */ 0),
                  new Comparison(List.of(), /* unmatched= */ 0)));
    }
    assertThat(shadow.isEnded()).isTrue();
  }

  @Test
  void modelsOnTrialThatFailLeaveTheAnalysisAsItIs() throws Exception {
    Shadow shadow =
        new Shadow(
            new WaitingTask(
                () -> {
                  throw new InferenceException("on trial", null);
                }));
    try (PooledVisionEngine engine = open(new TestingTask(), 1)) {
      TaskStep alone = step(analyse(engine, TestingTask.FACE));

      assertThat(step(engine.analyse(shadow.request(engine, TestingTask.FACE)))).isEqualTo(alone);
      assertThat(shadow.difference.get()).isEmpty();
      assertThat(step(analyse(engine, TestingTask.FACE))).isEqualTo(alone);
    }
    assertThat(shadow.isEnded()).isTrue();
  }

  @Test
  void modelsOnTrialSeeNoFrameThatWasNotAnalysedAndAreGivenBack() throws Exception {
    Shadow shadow = new Shadow(new TestingTask());
    PooledVisionEngine engine = open(new TestingTask(), 1);
    engine
        .analyse(shadow.request(engine, TestingTask.FAILURE))
        .thenAccept(analysis -> assertThat(analysis).isInstanceOf(Analysis.Failed.class))
        .get();
    Shadow dropped = new Shadow(new TestingTask());
    engine.close();
    CompletableFuture<Analysis> unused = engine.analyse(dropped.request(engine, TestingTask.FACE));

    assertThat(shadow.difference).isNotDone();
    assertThat(shadow.isEnded()).isTrue();
    assertThat(dropped.isEnded()).isTrue();
  }

  /** Models on trial, and what came out. */
  private static final class Shadow implements TaskLease {

    private final Task task;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Optional<ShadowDifference>> difference =
        new CompletableFuture<>();

    Shadow(Task task) {
      this.task = task;
    }

    AnalysisRequest request(VisionEngine engine, int colour) {
      return new AnalysisRequest(
          engine.lease("", FACE_MESH),
          TaskState.initial(),
          frame(colour),
          () -> true,
          Optional.of(new ShadowRun(this, difference::complete)));
    }

    boolean isEnded() {
      return end.getCount() == 0;
    }

    @Override
    public Task task() {
      return task;
    }

    @Override
    public String modelId() {
      return "on trial";
    }

    @Override
    public void close() {
      end.countDown();
    }
  }

  /** Closing an engine does not wait for threads that were abandoned. */
  private static void awaitThreads() throws InterruptedException {
    for (Thread thread : threads()) {
      thread.join();
    }
  }

  private static PooledVisionEngine open(Task task, int threads) {
    return PooledVisionEngine.open(new TestingModels(task), LIMITS, FRAME_TIME, threads);
  }

  /** An engine of one thread. */
  private static PooledVisionEngine open(Models models, Timer timer) {
    return open(models, timer, 1);
  }

  private static PooledVisionEngine open(Models models, Timer timer, int threads) {
    return new PooledVisionEngine(
        models,
        LIMITS,
        FRAME_TIME,
        new Shared<>(() -> new WorkerPool(threads, timer), WorkerPool::close).acquire());
  }

  @Test
  void modelsAreUsedByManyThreadsWithoutInfluenceOnWhatComesOut() throws Exception {
    ParsedFrame.Valid frame =
        new ParsedFrame.Valid(new FrameHeader("cam", 0, 0, 0), EncodedPicture.file(Portrait.png()));
    Models models =
        DirectoryModels.open(
            new SharedModels.Placement(Device.cpu(), Batching.off(), Optional.empty()),
            "",
            FACE_MESH);
    try (PooledVisionEngine engine = PooledVisionEngine.open(models, LIMITS, FRAME_TIME, 3)) {
      List<CompletableFuture<Analysis>> analyses = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        analyses.add(engine.analyse(request(engine, frame, () -> true)));
      }
      List<Object> states = new ArrayList<>();
      for (CompletableFuture<Analysis> analysis : analyses) {
        states.add(((Analysis.Completed) analysis.get()).step().state());
      }
      assertThat(states).hasSize(12);
      assertThat(states.stream().distinct()).hasSize(1);
    }
  }

  private static CompletableFuture<Analysis> analyse(VisionEngine engine, int colour) {
    return engine.analyse(request(engine, frame(colour), () -> true));
  }

  private static TaskStep step(CompletableFuture<Analysis> analysis) throws Exception {
    return ((Analysis.Completed) analysis.get()).step();
  }

  private static AnalysisRequest request(
      VisionEngine engine, ParsedFrame.Valid frame, BooleanSupplier wanted) {
    return new AnalysisRequest(engine.lease("", FACE_MESH), TaskState.initial(), frame, wanted);
  }

  private static ParsedFrame.Valid frame(int colour) {
    return new ParsedFrame.Valid(
        new FrameHeader("cam", 0, 0, 0), EncodedPicture.file(png(4, 4, colour)));
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(WorkerPool.THREAD_NAME))
        .toList();
  }

  /** A task that waits for something before it begins. */
  private static final class WaitingTask implements Task {

    private final TestingTask task = new TestingTask();
    private final Waiting waiting;
    private final AtomicInteger running = new AtomicInteger();

    @FunctionalInterface
    interface Waiting {
      void await() throws InterruptedException, BrokenBarrierException;
    }

    WaitingTask(Waiting waiting) {
      this.waiting = waiting;
    }

    int running() {
      return running.get();
    }

    @Override
    public TaskStep step(TaskState before, Frame frame) throws PictureException {
      running.incrementAndGet();
      try {
        waiting.await();
        return task.step(before, frame);
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      } finally {
        running.decrementAndGet();
      }
    }

    @Override
    public ModelIds models() {
      return task.models();
    }
  }

  /** A task that has others help with pictures of one colour. */
  private record HelpedTask(Consumer<Executor> work) implements Task {

    private static final TestingTask TASK = new TestingTask();

    @Override
    public TaskStep step(TaskState before, Frame frame) throws PictureException {
      return TASK.step(before, frame);
    }

    @Override
    public TaskStep step(TaskState before, Frame frame, Executor helpers) throws PictureException {
      if (frame.picture().whole(1).rgbAt(0, 0) != HELPED) {
        return step(before, frame);
      }
      work.accept(helpers);
      return TASK.step(before, frame);
    }

    @Override
    public ModelIds models() {
      return TASK.models();
    }
  }
}

package io.meshstream.job.vision;

import static io.meshstream.job.TestFrames.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.frames.EncodedPicture;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelRuns;
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
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PooledVisionTest {

  private static final PictureLimits LIMITS = PictureLimits.defaults();
  private static final Duration FRAME_TIME = Duration.ofMinutes(10);

  @AfterEach
  void noThreadIsLeft() {
    assertThat(threads()).isEmpty();
  }

  @Test
  void framesAreLookedAtByAsManyThreadsAsTold() throws Exception {
    // Nobody passes the barrier alone.
    CyclicBarrier both = new CyclicBarrier(2);
    FaceFinder finder = new WaitingFinder(both::await);
    try (PooledVision engine = PooledVision.open(finder, LIMITS, FRAME_TIME, 2)) {
      CompletableFuture<Sight> first = look(engine, TestingFaceFinder.FACE);
      CompletableFuture<Sight> second = look(engine, TestingFaceFinder.FACE);

      assertThat(first.get()).isInstanceOf(Sight.Seen.class);
      assertThat(second.get()).isInstanceOf(Sight.Seen.class);
      assertThat(threads()).hasSize(2);
      assertThat(engine.width()).isEqualTo(3);
    }
  }

  @Test
  void allEnginesTogetherHaveTheThreadsOfOneUntilTheLastIsClosed() throws Exception {
    List<PooledVision> engines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      engines.add(PooledVision.open(new TestingFaceFinder(), LIMITS, FRAME_TIME, 2));
    }
    while (!engines.isEmpty()) {
      for (PooledVision engine : engines) {
        assertThat(look(engine, TestingFaceFinder.FACE).get()).isInstanceOf(Sight.Seen.class);
      }
      assertThat(threads()).hasSize(2);
      engines.remove(0).close();
    }
  }

  @Test
  void anEngineThatOpensAfterTheLastHasClosedWorks() throws Exception {
    PooledVision.open(new TestingFaceFinder(), LIMITS, FRAME_TIME, 1).close();

    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, FRAME_TIME, 1)) {
      assertThat(look(engine, TestingFaceFinder.NO_FACE).get()).isInstanceOf(Sight.Seen.class);
    }
  }

  @Test
  void unlessToldThereIsAThreadForEachCore() {
    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, FRAME_TIME, 0)) {
      assertThat(engine.width()).isEqualTo(Runtime.getRuntime().availableProcessors() + 1);
    }
  }

  @Test
  void aFrameThatIsNotWantedAnyMoreIsNotLookedAt() throws Exception {
    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, FRAME_TIME, 1)) {
      CompletableFuture<Sight> sight =
          engine.look(TaskState.initial(), frame(TestingFaceFinder.ERROR), () -> false);

      assertThat(sight.get()).isEqualTo(new Sight.Unwanted());
    }
  }

  @Test
  void anErrorIsToldToWhoAskedAndSparesTheNextFrame() throws Exception {
    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, FRAME_TIME, 1)) {
      CompletableFuture<Sight> failed = look(engine, TestingFaceFinder.ERROR);

      assertThatThrownBy(failed::get).hasCauseInstanceOf(LinkageError.class);
      assertThat(look(engine, TestingFaceFinder.FACE).get()).isInstanceOf(Sight.Seen.class);
    }
  }

  @Test
  void closingWaitsForTheFrameThatIsLookedAtAndDropsTheOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    // Ends when it is interrupted, as it is once the engine closes.
    WaitingFinder finder =
        new WaitingFinder(
            () -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    PooledVision engine = PooledVision.open(finder, LIMITS, FRAME_TIME, 1);
    CompletableFuture<Sight> running = look(engine, TestingFaceFinder.FACE);
    CompletableFuture<Sight> waiting = look(engine, TestingFaceFinder.FACE);
    begun.await();

    engine.close();

    assertThat(running).isDone();
    assertThat(waiting).isNotDone();
    assertThat(finder.runningWhenClosed()).isZero();
  }

  @Test
  void closingIsCompleteEvenInAThreadThatIsInterrupted() throws Exception {
    PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, FRAME_TIME, 2);
    look(engine, TestingFaceFinder.FACE).get();
    Thread.currentThread().interrupt();

    engine.close();

    assertThat(threads()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFrameWhoseTimeIsUpIsRejectedAndTheOthersGoOn() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingFinder finder = new HangingFinder();
    try (PooledVision engine = open(finder, 1, timer)) {
      CompletableFuture<Sight> hangs = look(engine, HangingFinder.HANGS);
      CompletableFuture<Sight> waits = look(engine, TestingFaceFinder.FACE);
      finder.awaitHanging(1);
      assertThat(hangs).isNotDone();

      timer.fire();

      Sight.Unseen unseen = (Sight.Unseen) hangs.get();
      assertThat(unseen.rejection().reason()).isEqualTo(RejectReason.TIME_LIMIT);
      assertThat(waits.get()).isInstanceOf(Sight.Seen.class);
      finder.letGo();
    }
    awaitThreads();
  }

  @Test
  void aThreadThatComesBackDoesNotStayInAddition() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingFinder finder = new HangingFinder();
    try (PooledVision engine = open(finder, 1, timer)) {
      CompletableFuture<Sight> hangs = look(engine, HangingFinder.HANGS);
      finder.awaitHanging(1);
      timer.fire();
      hangs.get();
      assertThat(look(engine, TestingFaceFinder.FACE).get()).isInstanceOf(Sight.Seen.class);
      assertThat(threads()).hasSize(2);

      finder.letGo();

      while (threads().size() > 1) {
        assertThat(look(engine, TestingFaceFinder.FACE).get()).isInstanceOf(Sight.Seen.class);
      }
    }
  }

  @Test
  void modelsAreNotUnloadedUnderAThreadThatDoesNotComeBack() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingFinder finder = new HangingFinder();
    PooledVision engine = open(finder, 1, timer);
    CompletableFuture<Sight> hangs = look(engine, HangingFinder.HANGS);
    finder.awaitHanging(1);
    timer.fire();
    hangs.get();

    engine.close();
    assertThat(finder.isClosed()).isFalse();
    finder.letGo();

    finder.awaitClosed();
    awaitThreads();
  }

  @Test
  void whenTooManyThreadsDoNotComeBackTheEngineFails() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingFinder finder = new HangingFinder();
    try (PooledVision engine = open(finder, 1, timer)) {
      CompletableFuture<Sight> first = look(engine, HangingFinder.HANGS);
      finder.awaitHanging(1);
      timer.fire();
      assertThat(first.get()).isInstanceOf(Sight.Unseen.class);
      CompletableFuture<Sight> second = look(engine, HangingFinder.HANGS);
      finder.awaitHanging(1);
      timer.fire();

      assertThatThrownBy(second::get).hasMessageContaining("1 threads do not come back");
      finder.letGo();
    }
    awaitThreads();
  }

  @Test
  void aDeviceThatDoesNotComeBackFailsTheEngineAndRejectsNoFrame() throws Exception {
    ManualTimer timer = new ManualTimer();
    HangingFinder finder = new HangingFinder();
    finder.setLongestRun(FRAME_TIME);
    try (PooledVision engine = open(finder, 1, timer)) {
      CompletableFuture<Sight> hangs = look(engine, HangingFinder.HANGS);
      finder.awaitHanging(1);
      timer.fire();

      assertThatThrownBy(hangs::get).hasCauseInstanceOf(InferenceException.class);
      finder.letGo();
    }
    awaitThreads();
  }

  @Test
  void aFrameThatIsDoneInTimeCancelsItsTimer() throws Exception {
    ManualTimer timer = new ManualTimer();
    try (PooledVision engine = open(new HangingFinder(), 1, timer)) {
      assertThat(look(engine, TestingFaceFinder.FACE).get()).isInstanceOf(Sight.Seen.class);

      assertThat(timer.pending()).isZero();
    }
  }

  /** Closing an engine does not wait for threads that were abandoned. */
  private static void awaitThreads() throws InterruptedException {
    for (Thread thread : threads()) {
      thread.join();
    }
  }

  private static PooledVision open(FaceFinder finder, int threads, Timer timer) {
    return new PooledVision(
        finder,
        LIMITS,
        FRAME_TIME,
        new Shared<>(() -> new WorkerPool(threads, timer), WorkerPool::close).acquire());
  }

  @Test
  void modelsAreUsedByManyThreadsWithoutInfluenceOnWhatIsSeen() throws Exception {
    byte[] portrait = Portrait.png();
    ParsedFrame.Valid frame =
        new ParsedFrame.Valid(new FrameHeader("cam", 0, 0, 0), EncodedPicture.file(portrait));
    FaceFinder mesh =
        SharedFaceMesh.open(Device.cpu(), Batching.off(), TaskSettings.of(TaskKind.FACE_MESH));
    try (PooledVision engine = PooledVision.open(mesh, LIMITS, FRAME_TIME, 3)) {
      List<CompletableFuture<Sight>> sights = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sights.add(engine.look(TaskState.initial(), frame, () -> true));
      }
      List<Object> states = new ArrayList<>();
      for (CompletableFuture<Sight> sight : sights) {
        states.add(((Sight.Seen) sight.get()).step().state());
      }
      assertThat(states).hasSize(12);
      assertThat(states.stream().distinct()).hasSize(1);
    }
  }

  private static CompletableFuture<Sight> look(VisionEngine engine, int colour) {
    return engine.look(TaskState.initial(), frame(colour), () -> true);
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

  /** A finder that waits for something before it looks. */
  private static final class WaitingFinder implements FaceFinder {

    private final TestingFaceFinder finder = new TestingFaceFinder();
    private final Waiting waiting;
    private final AtomicInteger running = new AtomicInteger();
    private int runningWhenClosed = -1;

    @FunctionalInterface
    interface Waiting {
      void await() throws InterruptedException, BrokenBarrierException;
    }

    WaitingFinder(Waiting waiting) {
      this.waiting = waiting;
    }

    int runningWhenClosed() {
      return runningWhenClosed;
    }

    @Override
    public TaskStep step(TaskState state, Frame frame) throws PictureException {
      running.incrementAndGet();
      try {
        waiting.await();
        return finder.step(state, frame);
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      } finally {
        running.decrementAndGet();
      }
    }

    @Override
    public String modelId() {
      return finder.modelId();
    }

    @Override
    public ModelRuns runs() {
      return finder.runs();
    }

    @Override
    public void close() {
      runningWhenClosed = running.get();
    }
  }
}

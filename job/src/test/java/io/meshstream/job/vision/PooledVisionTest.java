package io.meshstream.job.vision;

import static io.meshstream.job.TestFrames.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.face.FaceMeshOptions;
import io.meshstream.face.ModelRuns;
import io.meshstream.face.Step;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.PictureException;
import io.meshstream.face.image.PictureLimits;
import io.meshstream.face.image.PictureSource;
import io.meshstream.face.image.QuarterTurn;
import io.meshstream.face.inference.Batching;
import io.meshstream.face.inference.Device;
import io.meshstream.face.sample.Portrait;
import io.meshstream.job.frames.FrameHeader;
import io.meshstream.job.frames.Reading;
import java.nio.ByteBuffer;
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

  @AfterEach
  void noThreadIsLeft() {
    assertThat(threads()).isEmpty();
  }

  @Test
  void framesAreLookedAtByAsManyThreadsAsTold() throws Exception {
    // Nobody passes the barrier alone.
    CyclicBarrier both = new CyclicBarrier(2);
    FaceFinder finder = new WaitingFinder(both::await);
    try (PooledVision engine = PooledVision.open(finder, LIMITS, 2)) {
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
      engines.add(PooledVision.open(new TestingFaceFinder(), LIMITS, 2));
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
    PooledVision.open(new TestingFaceFinder(), LIMITS, 1).close();

    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, 1)) {
      assertThat(look(engine, TestingFaceFinder.NO_FACE).get()).isInstanceOf(Sight.Seen.class);
    }
  }

  @Test
  void unlessToldThereIsAThreadForEachCore() {
    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, 0)) {
      assertThat(engine.width()).isEqualTo(Runtime.getRuntime().availableProcessors() + 1);
    }
  }

  @Test
  void aFrameThatIsNotWantedAnyMoreIsNotLookedAt() throws Exception {
    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, 1)) {
      CompletableFuture<Sight> sight =
          engine.look(TrackingState.initial(), frame(TestingFaceFinder.ERROR), () -> false);

      assertThat(sight.get()).isEqualTo(new Sight.Unwanted());
    }
  }

  @Test
  void anErrorIsToldToWhoAskedAndSparesTheNextFrame() throws Exception {
    try (PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, 1)) {
      CompletableFuture<Sight> failed = look(engine, TestingFaceFinder.ERROR);

      assertThatThrownBy(failed::get).hasCauseInstanceOf(OutOfMemoryError.class);
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
    PooledVision engine = PooledVision.open(finder, LIMITS, 1);
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
    PooledVision engine = PooledVision.open(new TestingFaceFinder(), LIMITS, 2);
    look(engine, TestingFaceFinder.FACE).get();
    Thread.currentThread().interrupt();

    engine.close();

    assertThat(threads()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void modelsAreUsedByManyThreadsWithoutInfluenceOnWhatIsSeen() throws Exception {
    byte[] portrait = Portrait.png();
    Reading.Usable frame =
        new Reading.Usable(
            new FrameHeader("cam", 0, 0, 0), QuarterTurn.NONE, ByteBuffer.wrap(portrait));
    FaceFinder mesh = SharedFaceMesh.open(Device.cpu(), Batching.off(), FaceMeshOptions.defaults());
    try (PooledVision engine = PooledVision.open(mesh, LIMITS, 3)) {
      List<CompletableFuture<Sight>> sights = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sights.add(engine.look(TrackingState.initial(), frame, () -> true));
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
    return engine.look(TrackingState.initial(), frame(colour), () -> true);
  }

  private static Reading.Usable frame(int colour) {
    return new Reading.Usable(
        new FrameHeader("cam", 0, 0, 0), QuarterTurn.NONE, ByteBuffer.wrap(png(4, 4, colour)));
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
    public Step step(TrackingState state, PictureSource picture) throws PictureException {
      running.incrementAndGet();
      try {
        waiting.await();
        return finder.step(state, picture);
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

package io.meshstream.vision.inference;

import io.meshstream.vision.landmark.FaceLandmarker;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What batching gains and costs: on a simulated device, which takes the same time for a run of any
 * size, the mean batch and the wait it adds to each face, by number of cameras at 30 frames a
 * second; and on the CPU, the rate of the landmark model in batches beside that of single runs.
 *
 * <p>Beside the tests of what it measures, because that is not public.
 */
public final class BatcherLoad {

  private static final List<Integer> CAMERAS = List.of(1, 2, 8, 32, 128);
  private static final int SIZE = 32;
  private static final Duration DELAY = Duration.ofMillis(2);
  private static final Duration RUN = Duration.ofMillis(3);
  private static final Duration FRAME = Duration.ofNanos(TimeUnit.SECONDS.toNanos(1) / 30);
  private static final int FRAMES = 300;
  private static final int CPU_ITEMS = 4_000;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private BatcherLoad() {}

  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "simulated device, %d ms a run, batch %d, delay %d ms, 30 frames/s a camera%n",
        RUN.toMillis(), SIZE, DELAY.toMillis());
    System.out.printf(
        "%8s %8s %10s %24s %24s%n",
        "cameras", "faces/s", "mean batch", "wait beyond run p50 ms", "wait beyond run p99 ms");
    for (int cameras : CAMERAS) {
      simulated(cameras);
    }
    System.out.printf("landmark model on the CPU, %d cores%n", CORES);
    System.out.printf("%8s %8s%n", "batch", "faces/s");
    onCpu(Batching.off(), CORES);
    for (int size : List.of(2, 4, 8, 16, 32)) {
      onCpu(new Batching(List.of(size), Duration.ZERO), CORES * size + CORES);
    }
  }

  private static void simulated(int cameras) throws Exception {
    Batching batching = new Batching(List.of(SIZE), DELAY);
    Histogram waitMicros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
    Attendance attendance = new Attendance();
    ModelRunner runner = new Batcher("", SimulatedBinding::new, () -> {}, batching, attendance);
    long start = System.nanoTime();
    inThreads(
        cameras,
        camera -> {
          long first = start + FRAME.toNanos() * camera / cameras;
          for (int frame = 0; frame < FRAMES; frame++) {
            parkUntil(first + frame * FRAME.toNanos());
            long begin = System.nanoTime();
            attendance.join();
            infer(runner);
            attendance.leave();
            long beyond = System.nanoTime() - begin - RUN.toNanos();
            waitMicros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(beyond)));
          }
        });
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    RunCount count = runner.count();
    runner.close();
    System.out.printf(
        Locale.ROOT,
        "%8d %8.0f %10.1f %24.1f %24.1f%n",
        cameras,
        count.items() / seconds,
        (double) count.items() / count.runs(),
        waitMicros.getValueAtPercentile(50) / 1000.0,
        waitMicros.getValueAtPercentile(99) / 1000.0);
  }

  private static void onCpu(Batching batching, int threads) throws Exception {
    ModelRunner runner =
        ModelSession.open(
                ModelStore.bundled(), FaceLandmarker.FACE_MESH_468, Flavour.CPU, Device.cpu())
            .runner(batching);
    inThreads(threads, thread -> inferMany(runner, CPU_ITEMS / 4 / threads));
    long start = System.nanoTime();
    inThreads(threads, thread -> inferMany(runner, CPU_ITEMS / threads));
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    runner.close();
    int items = CPU_ITEMS / threads * threads;
    System.out.printf(Locale.ROOT, "%8d %8.0f%n", batching.largest(), items / seconds);
  }

  private static void inferMany(ModelRunner runner, int items) {
    for (int item = 0; item < items; item++) {
      infer(runner);
    }
  }

  private static void infer(ModelRunner runner) {
    try (Slot slot = runner.claim()) {
      slot.run();
    }
  }

  /** One of several threads that do the same. */
  @FunctionalInterface
  private interface Work {
    void run(int thread);
  }

  private static void inThreads(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        all.add(pool.submit(() -> work.run(thread)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void parkUntil(long due) {
    while (System.nanoTime() < due) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  /** A device that keeps nobody's core busy. */
  private static final class SimulatedBinding implements Binding {

    private final FloatBuffer nothing = FloatBuffer.allocate(0);

    @Override
    public FloatBuffer input(int item) {
      return nothing;
    }

    @Override
    public FloatBuffer output(String name, int item) {
      return nothing;
    }

    @Override
    public void run(int items) {
      parkUntil(System.nanoTime() + RUN.toNanos());
    }

    @Override
    public void close() {}
  }
}

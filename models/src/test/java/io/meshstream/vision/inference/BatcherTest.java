package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatcherTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final TestingDevice device = new TestingDevice(8);
  private final Attendance attendance = new Attendance();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    device.letAllRun();
    threads.shutdownNow();
  }

  @Test
  void everySizeIsRunOnceBeforeTheFirstItem() {
    Batcher batcher = batcher(List.of(2, 4), NEVER);

    assertThat(device.runs()).extracting(List::size).containsExactly(2, 4);
    assertThat(batcher.count()).isEqualTo(new RunCount(0, 0));
  }

  @Test
  void aFullBatchRunsAtOnce() throws Exception {
    Batcher batcher = ready(3, NEVER);

    List<Future<Float>> results = submit(batcher, 1, 2, 3);

    assertThat(values(results)).containsExactly(3f, 5f, 7f);
    assertThat(device.runs()).hasSize(1);
    assertThat(device.runs().get(0)).containsExactlyInAnyOrder(1f, 2f, 3f);
    assertThat(batcher.count()).isEqualTo(new RunCount(1, 3));
  }

  @Test
  void aBatchThatIsNotFullRunsWhenItsOldestItemHasWaitedLongEnough() {
    Batcher batcher = ready(8, Duration.ofMillis(1));

    assertThat(run(batcher, 20)).isEqualTo(41);
    assertThat(device.runs()).containsExactly(List.of(20f));
  }

  @Test
  void aBatchRunsAtOnceWhenAllWhoAreAtWorkAreInIt() throws Exception {
    Batcher batcher = ready(8, NEVER);
    join(2);

    List<Future<Float>> first = submit(batcher, 1);
    untilWaiting(1);
    assertThat(device.runs()).isEmpty();
    List<Future<Float>> second = submit(batcher, 2);

    assertThat(values(first)).containsExactly(3f);
    assertThat(values(second)).containsExactly(5f);
    assertThat(device.runs()).extracting(List::size).containsExactly(2);
  }

  @Test
  void aBatchRunsAtOnceWhenTheLastLeavesWhoMightHaveComeToIt() throws Exception {
    Batcher batcher = ready(8, NEVER);
    join(3);
    List<Future<Float>> results = submit(batcher, 1, 2);
    untilWaiting(2);

    attendance.leave();

    assertThat(values(results)).containsExactly(3f, 5f);
    assertThat(device.runs()).extracting(List::size).containsExactly(2);
  }

  @Test
  void whoWaitForDifferentModelsDoNotWaitForEachOther() throws Exception {
    Batcher batcher = ready(8, NEVER);
    Batcher other = onAnotherDevice(8);
    join(2);

    List<Future<Float>> ofOne = submitAndLeave(batcher, 1);
    untilWaiting(1);
    List<Future<Float>> ofOther = submitAndLeave(other, 2);

    assertThat(values(ofOne)).containsExactly(3f);
    assertThat(values(ofOther)).containsExactly(5f);
  }

  @Test
  void whileTheDeviceIsBusyABatchThatAllAreInStillWaitsForItsTurn() throws Exception {
    Batcher batcher = ready(8, NEVER);
    device.hold();
    join(1);
    List<Future<Float>> first = submitAndLeave(batcher, 1);
    until(device::isBusy);
    join(1);
    List<Future<Float>> second = submitAndLeave(batcher, 2);
    untilWaiting(2);

    device.letAllRun();

    assertThat(values(first)).containsExactly(3f);
    assertThat(values(second)).containsExactly(5f);
    assertThat(device.runs()).containsExactly(List.of(1f), List.of(2f));
  }

  @Test
  void withoutDelayAnItemRunsAtOnce() {
    Batcher batcher = ready(8, Duration.ZERO);

    assertThat(run(batcher, 1)).isEqualTo(3);
    assertThat(run(batcher, 2)).isEqualTo(5);
    assertThat(device.runs()).containsExactly(List.of(1f), List.of(2f));
  }

  @Test
  void whileTheDeviceIsBusyTheNextBatchFillsEvenPastItsTime() throws Exception {
    Batcher batcher = ready(8, Duration.ZERO);
    device.hold();
    Future<Float> first = submit(batcher, 1).get(0);
    until(device::isBusy);

    List<Future<Float>> rest = new ArrayList<>();
    for (int value = 2; value <= 6; value++) {
      rest.addAll(submit(batcher, value));
    }
    untilWaiting(6);
    device.letAllRun();

    assertThat(first.get()).isEqualTo(3);
    assertThat(values(rest)).containsExactly(5f, 7f, 9f, 11f, 13f);
    assertThat(device.runs()).extracting(List::size).containsExactly(1, 5);
  }

  @Test
  void batchesRunInTheOrderInWhichTheyWereBegun() throws Exception {
    Batcher batcher = ready(1, NEVER);
    device.hold();
    List<Future<Float>> results = new ArrayList<>();
    for (int value = 1; value <= 3; value++) {
      results.addAll(submit(batcher, value));
      untilWaiting(value);
    }

    device.letAllRun();

    assertThat(values(results)).containsExactly(3f, 5f, 7f);
    assertThat(device.runs()).containsExactly(List.of(1f), List.of(2f), List.of(3f));
  }

  @Test
  void whenTheDeviceIsBehindClaimsWaitAndNoMoreBuffersAreMade() throws Exception {
    Batcher batcher = ready(1, NEVER);
    device.hold();
    List<Future<Float>> results = new ArrayList<>();
    for (int value = 1; value <= 20; value++) {
      results.addAll(submit(batcher, value));
    }
    untilWaiting(20);

    assertThat(device.openBindings()).isEqualTo(3);

    device.letAllRun();
    for (int value = 1; value <= 20; value++) {
      assertThat(results.get(value - 1).get()).isEqualTo(2 * value + 1);
    }
    assertThat(device.openBindings()).isEqualTo(3);
  }

  @Test
  void aPlaceThatIsGivenUpHoldsNobodyUp() throws Exception {
    Batcher batcher = ready(2, NEVER);
    Slot givenUp = batcher.claim();
    Future<Float> other = submit(batcher, 5).get(0);
    untilWaiting(1);

    givenUp.close();

    assertThat(other.get()).isEqualTo(11);
    assertThat(batcher.count()).isEqualTo(new RunCount(1, 1));
  }

  @Test
  void aBatchThatAllHaveGivenUpDoesNotRunAndIsUsedAgain() throws Exception {
    Batcher batcher = ready(2, NEVER);
    for (int i = 0; i < 10; i++) {
      batcher.claim().close();
    }

    assertThat(values(submit(batcher, 1, 2))).containsExactly(3f, 5f);
    assertThat(device.runs()).hasSize(1);
    assertThat(device.openBindings()).isEqualTo(1);
  }

  @Test
  void aFailureIsToldToEveryoneInTheBatchAndSparesTheNext() throws Exception {
    Batcher batcher = ready(2, NEVER);
    InferenceException gone = new InferenceException("the device is gone", null);
    device.fail(gone);

    for (Future<Float> each : submit(batcher, 1, 2)) {
      assertThatThrownBy(each::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(InferenceException.class)
          .hasMessage("the device is gone")
          .hasCause(gone);
    }
    device.fail(null);
    assertThat(values(submit(batcher, 3, 4))).containsExactly(7f, 9f);
  }

  @Test
  void aThreadThatIsInterruptedWaitsForItsRunAndStaysInterrupted() throws Exception {
    Batcher batcher = ready(2, NEVER);
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              float result = run(batcher, 1);
              return result == 3 && Thread.interrupted();
            });
    untilWaiting(1);

    assertThat(run(batcher, 2)).isEqualTo(5);
    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void aSlotRunsOnce() {
    Batcher batcher = ready(1, NEVER);
    try (Slot slot = batcher.claim()) {
      slot.run();
      assertThatThrownBy(slot::run).isInstanceOf(IllegalStateException.class);
    }
    assertThat(run(batcher, 1)).isEqualTo(3);
  }

  @Test
  void closingFreesAllBuffersAndThenTheModel() throws Exception {
    List<Integer> openWhenFreed = new ArrayList<>();
    Batcher batcher =
        new Batcher(
            "hash",
            device::bind,
            () -> openWhenFreed.add(device.openBindings()),
            new Batching(List.of(1), Duration.ZERO),
            attendance);
    values(submit(batcher, 1, 2, 3, 4));

    batcher.close();

    assertThat(openWhenFreed).containsExactly(0);
  }

  /** Threads claim, give up, run and read at random; each must get what it put in. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverTheInterleavingEveryItemGetsItsOwnResult(int size) throws Exception {
    Batcher batcher = ready(size, Duration.ofNanos(size * 20_000L));
    int workers = 12;
    int rounds = 2_000;
    List<Future<Integer>> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int seed = worker;
      all.add(
          threads.submit(
              () -> {
                Random random = new Random(seed);
                int items = 0;
                for (int round = 0; round < rounds; round++) {
                  if (random.nextInt(10) == 0) {
                    batcher.claim().close();
                  } else {
                    int value = seed * rounds + round;
                    assertThat(run(batcher, value)).isEqualTo(2 * value + 1);
                    items++;
                  }
                }
                return items;
              }));
    }

    int items = 0;
    for (Future<Integer> each : all) {
      items += each.get();
    }
    assertThat(batcher.count().items()).isEqualTo(items);
    assertThat(device.runs()).hasSize((int) batcher.count().runs());
    assertThat(device.runs()).allSatisfy(run -> assertThat(run).hasSizeBetween(1, size));
    assertThat(device.openBindings()).isLessThanOrEqualTo(3);
  }

  /** No time-out helps here: whoever is not woken when nobody is left to come waits for ever. */
  @Test
  void whateverTheInterleavingNobodyWaitsForThoseWhoAreNotAtWork() throws Exception {
    List<Batcher> batchers = List.of(ready(8, NEVER), onAnotherDevice(8));
    int workers = 12;
    int rounds = 2_000;
    List<Future<?>> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int seed = worker;
      all.add(
          threads.submit(
              () -> {
                Random random = new Random(seed);
                for (int round = 0; round < rounds; round++) {
                  attendance.join();
                  for (int runs = random.nextInt(3); runs > 0; runs--) {
                    int value = seed * rounds + round;
                    assertThat(run(batchers.get(random.nextInt(2)), value))
                        .isEqualTo(2 * value + 1);
                  }
                  attendance.leave();
                }
              }));
    }

    for (Future<?> each : all) {
      each.get();
    }
  }

  private Batcher onAnotherDevice(int size) {
    Batching batching = new Batching(List.of(size), NEVER);
    return new Batcher("other", new TestingDevice(size)::bind, () -> {}, batching, attendance);
  }

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      attendance.join();
    }
  }

  /** A batcher whose warm-up is forgotten. */
  private Batcher ready(int size, Duration delay) {
    Batcher batcher = batcher(List.of(size), delay);
    device.forgetRuns();
    return batcher;
  }

  private Batcher batcher(List<Integer> sizes, Duration delay) {
    return new Batcher("hash", device::bind, () -> {}, new Batching(sizes, delay), attendance);
  }

  private List<Future<Float>> submit(Batcher batcher, int... values) {
    List<Future<Float>> results = new ArrayList<>();
    for (int value : values) {
      Callable<Float> item = () -> run(batcher, value);
      results.add(threads.submit(item));
    }
    return results;
  }

  /** Has a thread that has joined run an item and leave. */
  private List<Future<Float>> submitAndLeave(Batcher batcher, int value) {
    Callable<Float> item =
        () -> {
          float result = run(batcher, value);
          attendance.leave();
          return result;
        };
    return List.of(threads.submit(item));
  }

  private static float run(Batcher batcher, int value) {
    try (Slot slot = batcher.claim()) {
      slot.input().put(0, value);
      slot.run();
      return slot.output("any").get(0);
    }
  }

  private static List<Float> values(List<Future<Float>> results) throws Exception {
    List<Float> values = new ArrayList<>();
    for (Future<Float> each : results) {
      values.add(each.get());
    }
    return values;
  }

  /** Until so many threads wait for a batch or for the device, and not just for the lock. */
  private static void untilWaiting(int count) {
    until(
        () ->
            Thread.getAllStackTraces().values().stream()
                    .filter(stack -> contains(stack, Batcher.class.getName()))
                    .filter(
                        stack ->
                            contains(stack, AbstractQueuedSynchronizer.class.getName() + "$Cond")
                                || contains(stack, Semaphore.class.getName()))
                    .count()
                == count);
  }

  private static boolean contains(StackTraceElement[] stack, String className) {
    return Arrays.stream(stack).anyMatch(each -> each.getClassName().startsWith(className));
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}

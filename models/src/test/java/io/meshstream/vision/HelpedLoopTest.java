package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HelpedLoopTest {
  private static final List<Integer> ITEMS = List.of(3, 1, 4, 1, 5, 9, 2, 6);

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void theCallerDoesAllIfNobodyHelps() {
    Thread caller = Thread.currentThread();

    List<Thread> by = HelpedLoop.map(ITEMS, item -> Thread.currentThread(), HelpedLoop.NOBODY);

    assertThat(by).hasSameSizeAs(ITEMS).containsOnly(caller);
  }

  @Test
  void theCallerDoesAllIfHelpersRefuse() {
    Executor refusing =
        work -> {
          throw new RejectedExecutionException();
        };

    assertThat(HelpedLoop.map(ITEMS, item -> -item, refusing))
        .isEqualTo(HelpedLoop.map(ITEMS, item -> -item, HelpedLoop.NOBODY));
  }

  @Test
  void resultsAreInTheOrderOfItemsWhoeverDidThem() {
    for (int round = 0; round < 1000; round++) {
      assertThat(HelpedLoop.map(ITEMS, item -> 10 * item, threads))
          .containsExactlyElementsOf(ITEMS.stream().map(item -> 10 * item).toList());
    }
  }

  @Test
  void severalItemsAreDoneAtATime() {
    // Nobody passes the barrier alone.
    CyclicBarrier all = new CyclicBarrier(3);

    List<Thread> by =
        HelpedLoop.map(
            List.of(1, 2, 3),
            item -> {
              await(all);
              return Thread.currentThread();
            },
            threads);

    assertThat(by).doesNotHaveDuplicates().contains(Thread.currentThread());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHelperThatComesWhenAllIsBegunFindsNothingToDo() {
    Queue<Runnable> late = new ArrayDeque<>();
    List<Integer> done = new ArrayList<>();

    HelpedLoop.map(ITEMS, done::add, late::add);
    late.forEach(Runnable::run);

    assertThat(late).hasSize(ITEMS.size() - 1);
    assertThat(done).isEqualTo(ITEMS);
  }

  @Test
  void whatIsThrownIsWhatAPlainLoopThrows() {
    for (int round = 0; round < 1000; round++) {
      assertThatThrownBy(
              () ->
                  HelpedLoop.map(
                      IntStream.range(0, 8).boxed().toList(),
                      item -> {
                        if (item >= 3) {
                          throw new IllegalArgumentException("item " + item);
                        }
                        return item;
                      },
                      threads))
          .hasMessage("item 3");
    }
  }

  @Test
  void errorsOfHelpersReachTheCaller() {
    CyclicBarrier both = new CyclicBarrier(2);
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                HelpedLoop.map(
                    List.of(1, 2),
                    item -> {
                      await(both);
                      if (Thread.currentThread() != caller) {
                        throw new OutOfMemoryError("helper");
                      }
                      return item;
                    },
                    threads))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("helper");
  }

  @Test
  void aLoopThatIsInterruptedStillWaitsForItsHelpers() throws Exception {
    CountDownLatch helperBegan = new CountDownLatch(1);
    CountDownLatch callerEnded = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();

    Future<Boolean> wasInterrupted =
        threads.submit(
            () -> {
              Thread caller = Thread.currentThread();
              HelpedLoop.map(
                  List.of(1, 2),
                  item -> {
                    if (Thread.currentThread() == caller) {
                      await(helperBegan);
                      order.add("caller");
                      callerEnded.countDown();
                      caller.interrupt();
                    } else {
                      helperBegan.countDown();
                      await(goOn);
                      order.add("helper");
                    }
                    return item;
                  },
                  threads);
              order.add("end");
              return Thread.interrupted();
            });
    callerEnded.await();
    goOn.countDown();

    assertThat(wasInterrupted.get()).isTrue();
    assertThat(order).containsExactly("caller", "helper", "end");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

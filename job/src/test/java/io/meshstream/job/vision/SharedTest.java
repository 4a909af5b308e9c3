package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SharedTest {

  /** What happened, in order: numbers of what was opened, and their negatives when closed. */
  private final List<Integer> events = new ArrayList<>();

  private int opened;

  private final Shared<Integer> shared = new Shared<>(this::open, value -> events.add(-value));

  private int open() {
    opened++;
    events.add(opened);
    return opened;
  }

  @Test
  void allUsersShareOneAndTheLastClosesIt() {
    Shared<Integer>.Lease first = shared.acquire();
    Shared<Integer>.Lease second = shared.acquire();
    assertThat(first.get()).isEqualTo(second.get());

    first.close();
    assertThat(events).containsExactly(1);

    second.close();
    assertThat(events).containsExactly(1, -1);
  }

  @Test
  void aUserAfterTheLastGetsANewOne() {
    shared.acquire().close();

    assertThat(shared.acquire().get()).isEqualTo(2);
    assertThat(events).containsExactly(1, -1, 2);
  }

  @Test
  void closingTwiceDoesNotTakeItFromTheOthers() {
    Shared<Integer>.Lease first = shared.acquire();
    Shared<Integer>.Lease second = shared.acquire();

    first.close();
    first.close();

    assertThat(events).containsExactly(1);
    assertThat(second.get()).isEqualTo(1);
  }

  @Test
  void aReleasedLeaseCannotBeUsed() {
    Shared<Integer>.Lease lease = shared.acquire();
    lease.close();

    assertThatThrownBy(lease::get).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailureToOpenIsNotRemembered() {
    List<RuntimeException> failures = new ArrayList<>(List.of(new IllegalStateException("first")));
    Shared<String> fragile =
        new Shared<>(
            () -> {
              if (!failures.isEmpty()) {
                throw failures.remove(0);
              }
              return "opened";
            },
            value -> {});

    assertThatThrownBy(fragile::acquire).hasMessage("first");
    assertThat(fragile.acquire().get()).isEqualTo("opened");
  }

  @Test
  void usersOnManyThreadsOpenAndCloseItInTurn() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      Callable<Void> user =
          () -> {
            start.await();
            for (int i = 0; i < 1000; i++) {
              Shared<Integer>.Lease lease = shared.acquire();
              assertThat(lease.get()).isPositive();
              lease.close();
            }
            return null;
          };
      List<Future<Void>> users = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        users.add(pool.submit(user));
      }
      for (Future<Void> each : users) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    // Never two open at once, and none left open: every number is followed by its negative.
    assertThat(events.size()).isEqualTo(2 * opened);
    for (int i = 0; i < opened; i++) {
      assertThat(events.subList(2 * i, 2 * i + 2)).containsExactly(i + 1, -(i + 1));
    }
  }
}

package io.meshstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DecodingBudgetTest {
  private final DecodingBudget budget = new DecodingBudget(100_000);

  @Test
  void whoNeedsMoreThanIsFreeWaitsForItsTurn() throws Exception {
    DecodingBudget.Reservation first = budget.reserve(60_000);
    CompletableFuture<DecodingBudget.Reservation> second =
        CompletableFuture.supplyAsync(() -> budget.reserve(60_000));
    while (!budget.isAwaited()) {
      Thread.onSpinWait();
    }
    assertThat(second).isNotDone();
    first.close();
    second.get(1, TimeUnit.MINUTES).close();
    budget.reserve(budget.bytes()).close();
  }

  @Test
  void givingBackTwiceCountsOnce() {
    DecodingBudget.Reservation one = budget.reserve(50_000);
    budget.reserve(40_000);
    one.close();
    one.close();
    budget.reserve(50_000);
    assertThat(budget.isAwaited()).isFalse();
  }

  @Test
  void moreThanThereIsIsTheCallersMistake() {
    assertThat(budget.bytes()).isLessThanOrEqualTo(100_000).isGreaterThan(98_000);
    assertThatIllegalArgumentException().isThrownBy(() -> budget.reserve(100_001));
  }

  @Test
  void aProcessHasHalfOfItsHeap() {
    assertThat(DecodingBudget.ofProcess().bytes())
        .isCloseTo(
            Math.min(Runtime.getRuntime().maxMemory() / 2, 1024L * Integer.MAX_VALUE),
            org.assertj.core.data.Offset.offset(1024L));
  }
}

package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {

  private final List<String> closed = new ArrayList<>();

  @Test
  void handsOutWhatWasOpenedOnAnotherThreadAndClosesIt() throws Exception {
    Thread owner = Thread.currentThread();
    Opening<String> opening =
        Opening.start(
            "opener", () -> Thread.currentThread() == owner ? "owner's" : "another", closed::add);

    assertThat(opening.await()).isEqualTo("another");
    assertThat(closed).isEmpty();
    opening.close();
    assertThat(closed).containsExactly("another");
  }

  @Test
  void closesWhatNobodyHasWaitedFor() {
    Opening.start("opener", () -> "broker", closed::add).close();

    assertThat(closed).containsExactly("broker");
  }

  @Test
  void tellsWhoeverWaitsWhyThereIsNothingAndHasNothingToClose() {
    Opening<String> opening =
        Opening.start(
            "opener",
            () -> {
              throw new IllegalArgumentException("port taken");
            },
            closed::add);

    assertThatThrownBy(opening::await).isInstanceOf(IllegalArgumentException.class);
    opening.close();
    assertThat(closed).isEmpty();
  }
}

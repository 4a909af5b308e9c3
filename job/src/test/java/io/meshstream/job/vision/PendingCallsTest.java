package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingCallsTest {

  private final List<String> made = new ArrayList<>();
  private final List<Long> alarms = new ArrayList<>();
  private final List<Runnable> wakes = new ArrayList<>();
  private long now = 1_000;

  private final PendingCalls calls =
      new PendingCalls(
          () -> now,
          (delayNanos, wake) -> {
            alarms.add(delayNanos);
            wakes.add(wake);
          });

  @Test
  void callsThatAreCancelledInTimeSetOneAlarmAllTogether() {
    for (int i = 0; i < 1_000; i++) {
      calls.add(10_000, () -> made.add("never")).run();
      now++;
    }

    assertThat(alarms).containsExactly(10_000L);
    now += 10_000;
    wakes.get(0).run();
    assertThat(made).isEmpty();
    assertThat(alarms).as("nothing is left to wake up for").hasSize(1);
  }

  @Test
  void aCallIsMadeAtItsTimeThoughTheAlarmWasThatOfAnEarlierOne() {
    Runnable cancel = calls.add(100, () -> made.add("first"));
    now += 30;
    Runnable unused = calls.add(100, () -> made.add("second"));
    cancel.run();

    now += 70;
    wakes.get(0).run();

    assertThat(made).isEmpty();
    assertThat(alarms).containsExactly(100L, 30L);
    now += 30;
    wakes.get(1).run();
    assertThat(made).containsExactly("second");
  }

  @Test
  void anEarlierCallIsNotLateAndTheAlarmThatItReplacesDoesNothing() {
    Runnable unused = calls.add(100, () -> made.add("late"));
    Runnable unusedToo = calls.add(10, () -> made.add("early"));

    now += 10;
    wakes.get(1).run();

    assertThat(made).containsExactly("early");
    now += 90;
    wakes.get(0).run();
    assertThat(made).containsExactly("early");
    wakes.get(2).run();
    assertThat(made).containsExactly("early", "late");
    assertThat(alarms).containsExactly(100L, 10L, 90L);
  }

  @Test
  void aCallThatIsDueIsMadeOnceAndCannotBeCancelledAnyMore() {
    Runnable cancel = calls.add(5, () -> made.add("call"));
    now += 5;
    wakes.get(0).run();

    cancel.run();
    Runnable unused = calls.add(5, () -> made.add("another"));
    now += 5;
    wakes.get(1).run();

    assertThat(made).containsExactly("call", "another");
  }
}

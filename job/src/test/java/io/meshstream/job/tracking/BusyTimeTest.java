package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.metrics.TimerGauge;
import org.apache.flink.util.clock.ManualClock;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gauge of Flink for idle times, as its mailbox drives it, with and without work elsewhere. */
class BusyTimeTest {

  private static final int MINUTE = 60_000;
  private static final Offset<Long> TWO_PERCENT = Offset.offset(20L);

  private final ManualClock clock = new ManualClock(TimeUnit.HOURS.toNanos(1));
  private final TimerGauge idle = new TimerGauge(clock);

  private double load;
  private double engineNanos;
  private boolean waits;
  private BusyTime busyTime;

  @BeforeEach
  void begin() {
    busyTime =
        new BusyTime(
            idle,
            idle::getAccumulatedCount,
            () -> (long) engineNanos,
            () -> waits,
            clock::relativeTimeNanos);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.5, 0.8, 1})
  void aTaskThatWaitsForItsFramesIsAsBusyAsTheEngine(double occupied) {
    load = occupied;
    waits = true;

    run(10, 0);

    assertThat(idle.getValue()).isCloseTo(Math.round(1000 * (1 - occupied)), TWO_PERCENT);
  }

  @Test
  void aTaskThatHasNoFramesIsIdle() {
    load = 0.9;
    waits = false;

    run(10, 0);

    assertThat(idle.getValue()).isEqualTo(1000);
  }

  @Test
  void aTaskThatIsBusierThanTheEngineIsReportedAsFlinkSeesIt() {
    load = 0.2;
    waits = true;

    run(10, 6);

    assertThat(idle.getValue()).isCloseTo(400L, TWO_PERCENT);
  }

  @Test
  void itFollowsTheLoad() {
    load = 0.9;
    waits = true;
    run(10, 0);
    load = 0.1;
    run(10, 0);

    assertThat(idle.getValue()).isCloseTo(900L, TWO_PERCENT);
  }

  @Test
  void afterwardsFlinkCountsAlone() {
    load = 1;
    waits = true;
    busyTime.close();

    run(10, 0);

    assertThat(idle.getValue()).isEqualTo(1000);
  }

  /** Runs for a minute, in which the task gets a mail so often and works on it for so long. */
  private void run(int everyMillis, int workMillis) {
    for (int millis = 0; millis < MINUTE; millis += everyMillis) {
      if (millis % 5000 == 0) {
        idle.update();
      }
      idle.markEnd();
      pass(workMillis);
      idle.markStart();
      pass(everyMillis - workMillis);
    }
    idle.update();
  }

  private void pass(int millis) {
    clock.advanceTime(Duration.ofMillis(millis));
    engineNanos += load * TimeUnit.MILLISECONDS.toNanos(millis);
  }
}

package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MILLI = 1_000_000;

  private final TestingTicker ticker = new TestingTicker();

  @Test
  void steadyFramesAreEquallyFarApart() throws Exception {
    Pace pace = new SteadyPace(ticker, 10);
    for (int i = 0; i < 4; i++) {
      assertThat(pace.take(Pace.UNKNOWN)).isTrue();
    }
    assertThat(ticker.sleeps()).hasSize(3).containsOnly(Duration.ofMillis(100));
  }

  @Test
  void steadyFramesThatAreLateCatchUp() throws Exception {
    Pace pace = new SteadyPace(ticker, 10);
    pace.take(Pace.UNKNOWN);
    ticker.pass(Duration.ofMillis(250));
    pace.take(Pace.UNKNOWN);
    pace.take(Pace.UNKNOWN);
    pace.take(Pace.UNKNOWN);

    assertThat(ticker.sleeps()).containsExactly(Duration.ofMillis(50));
  }

  @Test
  void aSteadyPaceDoesNotDrift() throws Exception {
    Pace pace = new SteadyPace(ticker, 30);
    long begin = ticker.nanoTime();
    for (int i = 0; i <= 3000; i++) {
      pace.take(Pace.UNKNOWN);
    }
    assertThat(ticker.nanoTime() - begin).isEqualTo(Duration.ofSeconds(100).toNanos());
  }

  @Test
  void aStreamsFramesAreAsFarApartAsItSays() throws Exception {
    Pace pace = new StreamPace(ticker, 25);
    for (long millis : new long[] {5000, 5040, 5140, 5150}) {
      pace.take(millis * MILLI);
    }
    assertThat(millis(ticker.sleeps())).containsExactly(40L, 100L, 10L);
  }

  @Test
  void aStreamWhoseTimeIsOfNoUseGoesAtTheUsualDistance() throws Exception {
    Pace pace = new StreamPace(ticker, 25);
    for (long millis : new long[] {5000, 5000, 0, 60_000, 60_020}) {
      pace.take(millis * MILLI);
    }
    pace.take(Pace.UNKNOWN);
    pace.take(60_040 * MILLI);

    assertThat(millis(ticker.sleeps())).containsExactly(40L, 40L, 40L, 20L, 40L, 40L);
  }

  @Test
  void whatIsLiveIsNeverHeldBack() throws Exception {
    Pace pace = new LivePace(ticker, Double.POSITIVE_INFINITY);
    for (int i = 0; i < 5; i++) {
      assertThat(pace.take(Pace.UNKNOWN)).isTrue();
    }
    assertThat(ticker.sleeps()).isEmpty();
  }

  @Test
  void whatIsLiveIsThinnedOutEvenly() throws Exception {
    assertThat(taken(new LivePace(ticker, 10), 9, 33)).containsExactly(0, 3, 6);
    assertThat(taken(new LivePace(ticker, 10), 30, 40)).hasSize(12);
    assertThat(taken(new LivePace(ticker, 30), 10, 33)).hasSize(10);
  }

  @Test
  void aPauseOfWhatIsLiveEarnsNoBurst() throws Exception {
    Pace pace = new LivePace(ticker, 10);
    pace.take(Pace.UNKNOWN);
    ticker.pass(Duration.ofSeconds(5));

    assertThat(taken(pace, 4, 10)).containsExactly(0);
  }

  /** Which of so many frames, so many milliseconds apart, are sent. */
  private List<Integer> taken(Pace pace, int frames, int millis) throws InterruptedException {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      if (pace.take(Pace.UNKNOWN)) {
        taken.add(i);
      }
      ticker.pass(Duration.ofMillis(millis));
    }
    return taken;
  }

  private static List<Long> millis(List<Duration> durations) {
    return durations.stream().map(Duration::toMillis).toList();
  }
}

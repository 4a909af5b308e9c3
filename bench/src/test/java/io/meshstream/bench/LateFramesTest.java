package io.meshstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateFramesTest {

  private static final long PERIOD = 10_000;
  private static final long PROMPT = 3_000;

  @Test
  void framesThatAreLateOneAfterTheOtherHaveMetWhatTheFirstOfThemHasMet() {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(answer(i, PROMPT));
    }
    // Held up by something that is over when the last of them is due.
    answers.set(100, answer(100, 50_000));
    answers.set(101, answer(101, 40_000));
    answers.set(102, answer(102, 30_000));
    answers.set(150, answer(150, 20_000));
    Map<String, List<TimeSpan>> events = new LinkedHashMap<>();
    events.put("a pause", List.of(new TimeSpan(100 * PERIOD + 1, 100 * PERIOD + 9_000)));
    events.put("something else", List.of(new TimeSpan(0, PERIOD)));

    assertThat(LateFrames.table(answers, events))
        .map(String::strip)
        .containsExactly(
            "of the frames later than 3.0 ms, in an episode with",
            "a pause                       75 %",
            "something else                 0 %",
            "none of them                  25 %");
  }

  private static Answer answer(int number, long latency) {
    long due = number * PERIOD;
    return new Answer("camera", number, due, due + latency, "OK", "model");
  }

  @Test
  void theLogOfJavaTellsWhenItStoodStill(@TempDir Path folder) throws Exception {
    MicroClock clock = new MicroClock();
    Path log = folder.resolve("safepoints.log");
    long end = System.nanoTime();
    Files.writeString(
        log,
        """
        [%dns] Safepoint "G1CollectForAllocation", Time since last: 489 ns, Reaching safepoint: 110 ns, Cleanup: 7 ns, At safepoint: 3999 ns, Total: 4000000 ns
        [%dns] Safepoint "Cleanup", Time since last: 489 ns, Reaching safepoint: 110 ns, Cleanup: 7 ns, At safepoint: 39 ns, Total: 400 ns
        something else
        """
            .formatted(end, end));

    assertThat(Safepoints.read(log, clock))
        .containsExactly(
            new TimeSpan(clock.micros(end - TimeUnit.MILLISECONDS.toNanos(4)), clock.micros(end)));
  }

  @Test
  void whatOthersTakeIsWhatCoresAreBusyForWithoutThoseWhoMeasure() {
    CoreTime before = new CoreTime(1_000, 500, Duration.ZERO);
    CoreTime after = new CoreTime(2_000, 700, Duration.ofSeconds(6));

    assertThat(after.othersSince(before)).isEqualTo(0.2);
  }
}

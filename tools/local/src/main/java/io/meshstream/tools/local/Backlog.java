package io.meshstream.tools.local;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the job is behind the cameras.
 *
 * @param frames sent by the cameras and without a record that a reader could see
 * @param framesPerSecond what the cameras send together
 */
record Backlog(long frames, double framesPerSecond) {

  private static final Duration NOTABLE = Duration.ofSeconds(2);

  /** Returns how long ago the frame was sent that the job is at. */
  private Duration age() {
    return Duration.ofMillis(Math.round(1000 * frames / framesPerSecond));
  }

  /**
   * Says that the job is late, and what to do; nothing if it is not.
   *
   * @param usual how long records take to be seen though nothing is late
   * @param isShed whether the job leaves out frames that are too old already
   */
  Optional<String> warning(Duration usual, boolean isShed) {
    if (age().compareTo(usual.plus(NOTABLE)) <= 0) {
      return Optional.empty();
    }
    String advice = isShed ? "lower" : "try -D freshness.max-age=500ms, or lower";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "job: %,d frames behind (%d s); %s --fps, --size or --cameras",
            frames,
            age().toSeconds(),
            advice));
  }

  /**
   * Says how long it takes until nothing is left, once the cameras have stopped.
   *
   * @param done how many frames got their record within the time
   * @param ending what ends the wait
   */
  String countdown(long done, Duration time, String ending) {
    double rate = time.isZero() ? 0 : done * 1e9 / time.toNanos();
    return String.format(
        Locale.ROOT, "%,d records to come, %.0f/s; %s ends now", frames, rate, ending);
  }
}

package io.meshstream.tools.gateway;

import java.util.concurrent.TimeUnit;

/**
 * Sends every frame at the distance from the one before it that the stream asks for.
 *
 * <p>Where the stream's time is unknown, stands still, goes back (as it does when a file starts
 * again) or jumps by more than 10 s, the frame follows at the usual distance.
 */
final class StreamPace implements Pace {

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Ticker ticker;
  private final long usualNanos;

  private boolean begun;
  private long due;
  private long streamTime;

  /**
   * @param usualFramesPerSecond what gives the usual distance
   */
  StreamPace(Ticker ticker, double usualFramesPerSecond) {
    this.ticker = ticker;
    this.usualNanos = Math.round(1e9 / usualFramesPerSecond);
  }

  @Override
  public boolean take(long streamNanos) throws InterruptedException {
    if (!begun) {
      begun = true;
      due = ticker.nanoTime();
    } else {
      due += distance(streamNanos);
    }
    streamTime = streamNanos;
    if (due > ticker.nanoTime()) {
      ticker.sleepUntil(due);
    }
    return true;
  }

  private long distance(long streamNanos) {
    long distance = streamNanos - streamTime;
    boolean usable =
        streamNanos != UNKNOWN
            && streamTime != UNKNOWN
            && distance > 0
            && distance <= LONGEST_NANOS;
    return usable ? distance : usualNanos;
  }
}

package io.meshstream.tools.gateway;

/**
 * Sends every frame, so many a second: the first at once, the others at equal distances from it, or
 * when they come if they come too late.
 */
final class SteadyPace implements Pace {

  private final Ticker ticker;
  private final double periodNanos;

  private long begin;
  private long frames;

  SteadyPace(Ticker ticker, double framesPerSecond) {
    this.ticker = ticker;
    this.periodNanos = 1e9 / framesPerSecond;
  }

  @Override
  public boolean take(long streamNanos) throws InterruptedException {
    if (frames == 0) {
      begin = ticker.nanoTime();
    }
    long due = begin + Math.round(frames * periodNanos);
    frames++;
    if (due > ticker.nanoTime()) {
      ticker.sleepUntil(due);
    }
    return true;
  }
}

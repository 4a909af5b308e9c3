package io.meshstream.tools.gateway;

/**
 * Sends frames as they come, but skips those above so many a second, evenly: of a stream at 30
 * frames a second with a limit of 10, every third goes out.
 */
final class LivePace implements Pace {

  private final Ticker ticker;
  private final long periodNanos;

  private boolean begun;
  private long due;

  /**
   * @param framesPerSecond the most to send; infinite for all
   */
  LivePace(Ticker ticker, double framesPerSecond) {
    this.ticker = ticker;
    this.periodNanos = Math.round(1e9 / framesPerSecond);
  }

  @Override
  public boolean take(long streamNanos) {
    long now = ticker.nanoTime();
    // Frames never come quite on time: one that is early by less than an eighth is not too many.
    if (begun && now < due - periodNanos / 8) {
      return false;
    }
    // From when it was due, so that early and late ones even out; but a pause earns no burst.
    due = begun && now - due < periodNanos ? due + periodNanos : now + periodNanos;
    begun = true;
    return true;
  }
}

package io.meshstream.tools.video;

import java.util.OptionalLong;

/**
 * Relates the moments of an RTSP stream to the clock of its sender, by its RTCP sender reports.
 *
 * <p>FFmpeg hands on what a report says of a packet with the packet itself or, where it puts
 * pictures together out of packets, with the picture before. Which of the two it was is told by
 * what is known already, to begin with by the first report's word on the stream's begin. Later
 * reports follow a camera whose two clocks do not run alike.
 *
 * <p>All times are in microseconds. Not thread-safe.
 */
final class SenderClock {

  private OptionalLong zero = OptionalLong.empty();
  private OptionalLong reportedBefore = OptionalLong.empty();

  /**
   * Takes what is known of a picture.
   *
   * @param begin the sender's clock, since 1970, at the stream's moment 0, by the first report
   * @param reported the sender's clock, since 1970, by the last report
   * @param moment of the picture in the stream
   */
  void picture(OptionalLong begin, OptionalLong reported, OptionalLong moment) {
    if (zero.isEmpty()) {
      zero = begin;
    }
    if (zero.isPresent() && moment.isPresent()) {
      long known = zero.getAsLong();
      long before = candidate(reportedBefore, moment.getAsLong(), known);
      long own = candidate(reported, moment.getAsLong(), known);
      boolean isBefore =
          reportedBefore.isPresent()
              && (reported.isEmpty() || Math.abs(before - known) < Math.abs(own - known));
      zero = OptionalLong.of(isBefore ? before : own);
    }
    reportedBefore = reported;
  }

  private static long candidate(OptionalLong reported, long moment, long known) {
    return reported.isPresent() ? reported.getAsLong() - moment : known;
  }

  /**
   * Returns the sender's clock, since 1970, at the stream's moment 0; empty until a report came.
   */
  OptionalLong atZero() {
    return zero;
  }
}

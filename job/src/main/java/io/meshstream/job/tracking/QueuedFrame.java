package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.options.CameraSettings;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;

/**
 * A record of the frames topic that waits to be analysed.
 *
 * @param source the record
 * @param parsed what it says
 * @param arrivedNanos when it came, on the scale of {@link System#nanoTime}
 * @param newestOf how many of its camera's newest frames were worth analysing when it was none of
 *     them any more, and gave up its picture; 0 while it has that
 */
record QueuedFrame(SourceFrame source, ParsedFrame parsed, long arrivedNanos, int newestOf) {

  /** Makes one that has its picture. */
  QueuedFrame(SourceFrame source, ParsedFrame parsed, long arrivedNanos) {
    this(source, parsed, arrivedNanos, 0);
  }

  /**
   * Returns what is left of it once it is certain that it will not be analysed; itself if it is
   * rejected, for then its value is needed.
   *
   * @param worthwhile how many of its camera's newest frames are worth analysing
   */
  QueuedFrame withoutPicture(int worthwhile) {
    if (!(parsed instanceof ParsedFrame.Valid frame)) {
      return this;
    }
    return new QueuedFrame(
        source.withoutValue(),
        new ParsedFrame.Valid(frame.header(), frame.picture().withoutBytes()),
        arrivedNanos,
        worthwhile);
  }

  /** Returns the settings that hold for it: those by which it gave up its picture, if it did. */
  ResolvedSettings followed(ResolvedSettings now) {
    if (newestOf == 0) {
      return now;
    }
    CameraSettings settings = now.settings();
    return new ResolvedSettings(
        settings.withFreshness(settings.freshness().withMaxQueue(newestOf)), now.origin());
  }
}

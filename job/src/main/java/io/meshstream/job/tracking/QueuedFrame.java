package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;

/**
 * A record of the frames topic that waits to be analysed.
 *
 * @param source the record
 * @param parsed what it says
 * @param arrivedNanos when it came, on the scale of {@link System#nanoTime}
 */
record QueuedFrame(SourceFrame source, ParsedFrame parsed, long arrivedNanos) {

  /**
   * Returns what is left of it once it is certain that it will not be analysed; itself if it is
   * rejected, for then its value is needed.
   */
  QueuedFrame withoutPicture() {
    if (!(parsed instanceof ParsedFrame.Valid frame)) {
      return this;
    }
    return new QueuedFrame(
        source.withoutValue(),
        new ParsedFrame.Valid(frame.header(), frame.picture().withoutBytes()),
        arrivedNanos);
  }
}

package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;

/**
 * A record of the frames topic that waits for its camera's turn.
 *
 * @param source the record
 * @param parsed what it says
 * @param arrivedNanos when it came, on the scale of {@link System#nanoTime}
 */
record ArrivedFrame(SourceFrame source, ParsedFrame parsed, long arrivedNanos) {

  /**
   * What is left of it once it is certain that its picture will not be looked at; itself if it is
   * rejected, for then its value is needed.
   */
  ArrivedFrame withoutPicture() {
    if (!(parsed instanceof ParsedFrame.Valid frame)) {
      return this;
    }
    return new ArrivedFrame(
        source.withoutValue(),
        new ParsedFrame.Valid(frame.header(), frame.picture().withoutBytes()),
        arrivedNanos);
  }
}

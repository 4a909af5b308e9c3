package io.meshstream.job.tracking;

import io.meshstream.job.frames.Reading;
import io.meshstream.job.frames.SourceFrame;
import java.nio.ByteBuffer;

/**
 * A record of the frames topic that waits for its camera's turn.
 *
 * @param source the record
 * @param reading what it says
 * @param arrivedNanos when it came, on the scale of {@link System#nanoTime}
 */
record ArrivedFrame(SourceFrame source, Reading reading, long arrivedNanos) {

  private static final byte[] NOTHING = {};

  /**
   * What is left of it once it is certain that its picture will not be looked at; itself if it is
   * rejected, for then its value is needed.
   */
  ArrivedFrame withoutPicture() {
    if (!(reading instanceof Reading.Usable usable)) {
      return this;
    }
    return new ArrivedFrame(
        new SourceFrame(
            source.camera(),
            source.partition(),
            source.offset(),
            source.timestampMillis(),
            NOTHING),
        new Reading.Usable(usable.header(), usable.rotation(), ByteBuffer.wrap(NOTHING)),
        arrivedNanos);
  }
}

package io.meshstream.job.tracking;

import io.meshstream.job.frames.Reading;
import io.meshstream.job.frames.SourceFrame;

/**
 * A record of the frames topic that waits for its camera's turn.
 *
 * @param source the record
 * @param reading what it says
 * @param arrivedNanos when it came, on the scale of {@link System#nanoTime}
 */
record ArrivedFrame(SourceFrame source, Reading reading, long arrivedNanos) {}

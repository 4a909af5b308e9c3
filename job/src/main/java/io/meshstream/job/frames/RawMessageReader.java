package io.meshstream.job.frames;

import io.meshstream.vision.image.QuarterTurn;
import java.nio.ByteBuffer;

/** Reads {@link FrameFormat#RAW}: the value is the picture, the record around it the rest. */
final class RawMessageReader implements MessageReader {

  private static final long EPOCH = 0;

  @Override
  public Reading read(SourceFrame source) {
    FrameHeader header =
        new FrameHeader(
            source.camera(), EPOCH, source.offset(), FrameHeader.timestampMicros(source));
    return new Reading.Usable(header, QuarterTurn.NONE, ByteBuffer.wrap(source.value()));
  }
}

package io.meshstream.tools.video;

import io.meshstream.schemas.producer.FrameProducer;
import java.time.Duration;

/**
 * What an untrusted source may cost at most.
 *
 * @param answerTime how long it may take to open, and between two packets
 * @param maxPixels the largest accepted picture, width times height
 * @param maxPacketBytes the largest accepted encoded picture
 */
public record SourceLimits(Duration answerTime, long maxPixels, int maxPacketBytes) {

  private static final long PIXELS = 64_000_000;

  /** Room for a frame's other fields in a message. */
  private static final int OVERHEAD_BYTES = 64 * 1024;

  /** 64 megapixels, and what fits into a message. */
  public static SourceLimits within(Duration answerTime) {
    return new SourceLimits(answerTime, PIXELS, FrameProducer.MAX_FRAME_BYTES - OVERHEAD_BYTES);
  }
}

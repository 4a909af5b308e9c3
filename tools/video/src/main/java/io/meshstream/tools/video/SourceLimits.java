package io.meshstream.tools.video;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.vision.image.PictureLimits;
import java.time.Duration;

/**
 * What an untrusted source may cost at most.
 *
 * @param answerTime how long it may take to open, and between two packets
 * @param maxPixels the largest accepted picture, width times height
 * @param maxPacketBytes the largest accepted encoded picture
 */
public record SourceLimits(Duration answerTime, long maxPixels, int maxPacketBytes) {

  /** Returns as many pixels as are decoded, and what fits into a message. */
  public static SourceLimits within(Duration answerTime) {
    return new SourceLimits(
        answerTime,
        PictureLimits.defaults().maxPixels(),
        ContractLimits.FRAME_BYTES - ContractLimits.OVERHEAD_BYTES);
  }
}

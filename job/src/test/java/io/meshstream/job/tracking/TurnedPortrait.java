package io.meshstream.job.tracking;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;

/** The portrait as a camera sees it that lies on its side. */
final class TurnedPortrait {

  private TurnedPortrait() {}

  /** A PNG of the portrait turned by 90 degrees counter-clockwise. */
  static byte[] counterClockwise() {
    Picture turned = Portrait.picture().turned(QuarterTurn.COUNTER_CLOCKWISE);
    return ImageFiles.png(ImageFiles.image(turned));
  }
}

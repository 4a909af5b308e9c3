package io.meshstream.face.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Notices that a JPEG's data ended early: the decoder fills in grey then and merely warns.
 *
 * <p>Its other warnings are let through. The usual one is of stray bytes before a marker, which
 * some cameras send with every intact frame.
 */
final class TruncationListener implements IIOReadWarningListener {
  private static final String ENDED_EARLY = "premature end of data segment";

  private boolean truncated;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    truncated |= warning.contains(ENDED_EARLY);
  }

  boolean truncated() {
    return truncated;
  }
}
